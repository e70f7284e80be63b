"""What the tuned reader makes of natural replies, first messages and remarks."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

from advisor.reading.reader import Reader
from content import load_criteria
from evaluation.held_out import HELD_OUT
from evaluation.reading import Figures, measure
from nlu.answer_reader import LEAST, READING, AnswerReader, signals
from nlu.reader_model import (
    MODEL,
    AnswerModel,
    Calibration,
    ReaderError,
    calibration_path,
    shared_reader,
)
from training.answers import load_answers

CRITERIA = load_criteria()
READER = Reader(CRITERIA)


@pytest.fixture(scope="module")
def model() -> AnswerModel:
    return shared_reader()


TABLES = Path(__file__).parent.parent / "unit" / "data"


def table(name: str) -> list[tuple[str, str, str]]:
    """Question, answer and text of each line of a table of plain replies."""
    lines = yaml.safe_load((TABLES / name).read_text("utf-8"))
    return [
        (criterion, value, text)
        for criterion, answers in lines.items()
        for value, texts in answers.items()
        for text in texts
        if value != "nothing"
    ]


@pytest.fixture(scope="module")
def held_out(model: AnswerModel) -> Figures:
    return measure(HELD_OUT / "answers", model)


def test_a_message_carries_its_reading_whole_first_and_then_its_clauses(model: AnswerModel) -> None:
    text = "thanks for asking. nobody ever chose us for it"
    (message,) = AnswerReader(model).process([Message({TEXT: text})])

    read = json.loads(json.dumps(message.as_dict_nlu()[READING]))
    assert [text[each["start"] : each["end"]] for each in read] == [
        text,
        "thanks for asking.",
        "nobody ever chose us for it",
    ]
    assert set(read[0]) == {"start", "end", "asked", "said"}


def test_a_reading_holds_chances_of_known_answers_and_none_that_is_tiny(model: AnswerModel) -> None:
    for segment in signals(model, "mostly typing, but the hard ones go to our lawyer"):
        for mode in ("asked", "said"):
            for criterion, chances in segment[mode].items():
                known = {*CRITERIA.question(criterion).values, "not_sure"}
                assert set(chances) <= known
                assert all(LEAST <= chance <= 1 for chance in chances.values())
                assert sum(chances.values()) <= 1.001


def test_a_message_of_one_clause_is_read_once(model: AnswerModel) -> None:
    assert len(signals(model, "nobody ever chose us for it")) == 1


def test_a_very_long_message_is_read(model: AnswerModel) -> None:
    assert len(signals(model, "we type forms. " * 200)) == 201


@pytest.mark.parametrize(
    ("criterion", "text", "value"),
    [
        ("core", "nobody has ever picked us because of it", "no"),
        ("judgement", "once in a blue moon", "rarely"),
        ("expertise", "you need a licence for every bit of it", "throughout"),
        ("standardised", "there is a checklist and everybody follows it", "yes"),
        ("volume", "a few thousand", "high"),
        ("analysis", "it is only copying figures", "no"),
        ("measurable", "count the errors", "yes"),
        ("goal", "savings", "cost"),
        ("goal", "cost", "cost"),
        ("sensitivity", "bank details and medical records", "a_lot"),
        ("tolerance", "no money and no time", "no"),
        ("core", "no idea, you would have to ask my boss", "not_sure"),
    ],
)
def test_plain_replies_are_read(model: AnswerModel, criterion: str, text: str, value: str) -> None:
    found = READER.answer(text, criterion, signals(model, text))
    assert found is not None
    assert found.value == value


@pytest.mark.parametrize(
    "text", ["benefits", "what is a lot?", "is this bpo?", "thanks a lot!", "hello there"]
)
def test_topic_words_questions_and_thanks_answer_nothing(model: AnswerModel, text: str) -> None:
    read = signals(model, text)
    found = [READER.answer(text, criterion, read) for criterion in CRITERIA.ids]
    assert [each for each in found if each is not None] == []
    assert READER.facts(text, read) == ()


@pytest.mark.parametrize(
    "name",
    ["phrasings.yml", "phrasings_unseen.yml", "phrasings_fillers.yml", "phrasings_hedges.yml"],
)
def test_most_plain_replies_of_a_table_are_read(model: AnswerModel, name: str) -> None:
    wrong = []
    for criterion, value, text in table(name):
        found = READER.answer(text, criterion, signals(model, text))
        if found is None or found.value != value:
            wrong.append((criterion, text, found))
    assert len(wrong) <= 0.1 * len(table(name)), wrong


def test_a_hedged_reply_never_counts_without_being_asked_back(model: AnswerModel) -> None:
    for criterion, _, text in table("phrasings_hedges.yml"):
        found = READER.answer(text, criterion, signals(model, text))
        assert found is None or found.certainty == "doubtful", (criterion, text)


def test_the_held_out_pass_is_read_as_well_as_it_was_when_the_reader_was_made(
    held_out: Figures,
) -> None:
    assert held_out.right >= 0.8, str(held_out)
    assert held_out.wrong <= 0.09, str(held_out)
    assert held_out.counted_wrong <= 0.012, str(held_out)
    assert held_out.taken <= 0.04, str(held_out)
    assert held_out.taken_surely <= 0.005, str(held_out)
    assert held_out.facts_right >= 0.35, str(held_out)


def test_nothing_of_the_held_out_pass_was_learned() -> None:
    learned, held = load_answers(), load_answers(HELD_OUT / "answers")
    assert not set(learned.sources) & set(held.sources)
    long = {reply.text.lower() for reply in learned.replies if len(reply.text.split()) > 3}
    assert not long & {reply.text.lower() for reply in held.replies}


def test_another_file_than_the_measured_one_is_refused(tmp_path: Path) -> None:
    other = tmp_path / "reader.onnx"
    other.write_bytes(MODEL.read_bytes()[:-1])
    calibration_path(other).write_bytes(calibration_path(MODEL).read_bytes())
    with pytest.raises(ReaderError, match="SHA-256"):
        AnswerModel(other)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ReaderError, match=r"none\.json"):
        AnswerModel(tmp_path / "none.onnx")


def test_a_calibration_is_read_as_it_was_written(tmp_path: Path) -> None:
    written = Calibration("abc", 1.5, -0.5, (0.1, 0.2), 0.3)
    written.write(tmp_path / "reader.json")
    assert Calibration.of_file(tmp_path / "reader.json") == written
