"""Are the answers of a table of free texts understood, with the real likeness of sentences?"""

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np
import pytest
import yaml

from advisor.phrasing import Interpretation, interpret
from content.criteria import NOT_SURE, Criteria
from nlu.encoder import Vectors, shared_encoder

DATA = Path(__file__).parent / "data"
NO_ANSWER = "nothing"
TABLES = ("phrasings.yml", "phrasings_unseen.yml", "phrasings_fillers.yml", "phrasings_hedges.yml")

Line = tuple[str, str, str, Interpretation]


@lru_cache(maxsize=64)
def encoded(phrases: tuple[str, ...]) -> Vectors:
    return shared_encoder().encode(phrases)


def similarity(text: str, phrases: Sequence[str]) -> list[float]:
    return [float(each) for each in encoded(tuple(phrases)) @ encoded((text,))[0]]


def read(table: str) -> dict[str, dict[str, list[str]]]:
    lines: dict[str, dict[str, list[str]]] = yaml.safe_load((DATA / table).read_text("utf-8"))
    return lines


@lru_cache(maxsize=4)
def understood(criteria: Criteria, table: str) -> tuple[Line, ...]:
    """Each line of a table: its question, the answer it means, the text, what was understood."""
    return tuple(
        (name, value, text, interpret(criteria, criteria.question(name), text, similarity))
        for name, answers in read(table).items()
        for value, texts in answers.items()
        for text in texts
    )


def share_right(lines: Sequence[Line]) -> float:
    return float(np.mean([found.value == value for _, value, _, found in lines]))


@pytest.mark.parametrize(
    ("table", "least"),
    [
        ("phrasings.yml", 0.92),
        ("phrasings_unseen.yml", 0.9),
        ("phrasings_fillers.yml", 0.92),
        ("phrasings_hedges.yml", 0.92),
    ],
)
def test_most_answers_are_understood(criteria: Criteria, table: str, least: float) -> None:
    lines = [line for line in understood(criteria, table) if line[1] != NO_ANSWER]
    wrong = [
        (name, text, found.value) for name, value, text, found in lines if found.value != value
    ]
    assert share_right(lines) >= least, wrong


@pytest.mark.parametrize("table", TABLES)
def test_no_answer_is_wrong_without_being_asked_back(criteria: Criteria, table: str) -> None:
    wrong = [
        (name, text, found)
        for name, value, text, found in understood(criteria, table)
        if found.certainty in ("exact", "clear") and found.value != value
    ]
    assert wrong == []


def test_few_texts_that_are_no_answer_are_guessed_at(criteria: Criteria) -> None:
    lines = [line for line in understood(criteria, "phrasings.yml") if line[1] == NO_ANSWER]
    assert len(lines) >= 60
    guessed = [(name, text) for name, _, text, found in lines if found.value is not None]
    assert len(guessed) <= len(lines) // 10, guessed


def test_the_table_has_enough_lines_of_every_answer(criteria: Criteria) -> None:
    table = read("phrasings.yml")
    for question in criteria.questions:
        counts = Counter({value: len(texts) for value, texts in table[question.id].items()})
        assert all(counts[value] >= 15 for value in question.values), question.id
        assert counts[NOT_SURE] >= 5, question.id


def test_a_hedged_answer_is_never_taken_without_asking_back(criteria: Criteria) -> None:
    lines = understood(criteria, "phrasings_hedges.yml")
    taken = [(name, text, found) for name, _, text, found in lines if found.certainty != "guess"]
    assert taken == []


@pytest.mark.parametrize("table", ["phrasings_fillers.yml", "phrasings_hedges.yml"])
def test_fillers_and_hedges_are_tried_on_every_answer(criteria: Criteria, table: str) -> None:
    lines = read(table)
    assert sum(len(texts) for answers in lines.values() for texts in answers.values()) >= 40
    for question in criteria.questions:
        assert set(lines[question.id]) == set(question.values), question.id


@pytest.mark.parametrize("table", TABLES)
def test_no_line_of_a_table_is_an_example_of_the_criteria(criteria: Criteria, table: str) -> None:
    for question in criteria.questions:
        examples = {text.lower() for option in question.options for text in option.examples}
        lines = {text.lower() for texts in read(table)[question.id].values() for text in texts}
        assert not examples & lines


@pytest.mark.parametrize(
    ("question", "text", "wanted"),
    [
        ("expertise", "not quick to learn", None),
        ("expertise", "not easy to learn", None),
        ("expertise", "not without a license", None),
        ("judgement", "hard decisions aren't rare", None),
        ("judgement", "98% are routine", "rarely"),
        ("judgement", "98% of them are hard", "nearly_always"),
        ("standardised", "not different", None),
        ("standardised", "97% are different", "no"),
        ("measurable", "not hard to measure", None),
        ("measurable", "not difficult to quantify", None),
        ("goal", "not cost", None),
        ("goal", "not lower costs", None),
        ("goal", "anything but cost", None),
        ("goal", "anything except price", None),
        ("goal", "not cost but capacity", "capacity"),
        ("expertise", "you can't do it without a license", None),
        ("standardised", "nothing is the same", "no"),
        ("sensitivity", "not public", None),
        ("sensitivity", "everything is public", "no"),
        ("sensitivity", "everything is secret", "a_lot"),
        ("sensitivity", "it is fully anonymised", "no"),
        ("sensitivity", "not anonymised", None),
        ("core", "they come for our low prices", None),
        ("core", "they choose us for our cooking", None),
        ("core", "it is not unimportant to our clients", None),
        ("judgement", "yess", None),
        ("core", "yesss", "yes"),
    ],
)
def test_no_text_is_taken_for_the_opposite_of_what_it_says(
    criteria: Criteria, question: str, text: str, wanted: str | None
) -> None:
    assert interpret(criteria, criteria.question(question), text, similarity).value == wanted
