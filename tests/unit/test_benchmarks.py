"""The comparison with plain search: how it searches, when it refuses, and what it reports."""

import json
from pathlib import Path

import numpy as np
import pytest

from benchmarks.compare import (
    CONTENDERS,
    Outcome,
    Question,
    QuestionsError,
    heading,
    main,
    read_questions,
    rows,
)
from benchmarks.search import REFUSAL, Example, Search, WordIndex, best_threshold, read_examples
from evaluation.held_out import HeldOut

TEXTS = ["what is bpo", "what does bpo cost", "the cost of the bpo", "salary of an agent"]


def question(topic: str, near_miss: bool = False) -> Question:
    return Question(HeldOut("", frozenset({topic}), frozenset()), near_miss)


def test_a_score_is_that_of_the_formula() -> None:
    [first, *_] = WordIndex(["cost cost", "salary of agents today"]).likeness("cost")
    # One of two texts has the word, twice; its length is 2 where the mean is 3.
    rarity = np.log(1 + (2 - 1 + 0.5) / (1 + 0.5))
    assert first == pytest.approx(rarity * 2 * 2.5 / (2 + 1.5 * (0.25 + 0.75 * 2 / 3)))


def test_a_rare_word_counts_more_than_a_common_one() -> None:
    scores = WordIndex(TEXTS).likeness("bpo salary")
    assert int(scores.argmax()) == TEXTS.index("salary of an agent")


def test_capitals_and_punctuation_change_no_score() -> None:
    index = WordIndex(TEXTS)
    assert index.likeness("WHAT is: BPO?").tolist() == index.likeness("what is bpo").tolist()


def test_words_that_no_example_has_score_nothing() -> None:
    assert not WordIndex(TEXTS).likeness("zebra").any()


def test_an_example_is_as_alike_as_its_text() -> None:
    index = WordIndex(TEXTS)
    assert index.likeness_of_example(1).tolist() == index.likeness(TEXTS[1]).tolist()


def test_the_threshold_lies_above_the_wrong_and_at_the_right() -> None:
    guesses = [("costs", "tasks", 1.0), (REFUSAL, "tasks", 2.0), ("costs", "costs", 3.0)]
    assert best_threshold(guesses) == 3.0


def test_nothing_is_refused_where_all_is_right() -> None:
    assert best_threshold([("costs", "costs", 1.0), ("tasks", "tasks", 2.0)]) == 0.0


def test_everything_is_refused_where_all_is_wrong() -> None:
    assert best_threshold([("costs", "tasks", 1.0), ("tasks", "costs", 2.0)]) == float("inf")


def test_equal_scores_are_not_told_apart() -> None:
    guesses = [("costs", "tasks", 1.0), ("costs", "costs", 1.0), ("costs", "costs", 1.0)]
    assert best_threshold(guesses) == 0.0


def test_a_search_answers_what_it_knows_and_refuses_the_rest() -> None:
    texts = ["bpo cost", "cost of bpo", "skills for kpo", "kpo skills", "agent salary"]
    topics = ["costs", "costs", "skills", "skills", REFUSAL]
    search = Search(topics, WordIndex(texts))
    assert search.topic("what is the cost of bpo") == "costs"
    assert search.topic("agent salary") == REFUSAL


def test_an_example_does_not_vouch_for_itself() -> None:
    # Each alone finds only the other, of another topic: nothing here deserves an answer.
    search = Search(["costs", "tasks"], WordIndex(["bpo one", "bpo two"]))
    assert search.topic("bpo one") == REFUSAL


def test_examples_are_read_with_their_topics(tmp_path: Path) -> None:
    (tmp_path / "costs.yml").write_text(
        "nlu:\n- intent: costs\n  examples: |\n    - what is it?\n    - a - b\n"
        "- synonym: bpo\n  examples: |\n    - b.p.o.\n"
    )
    read = read_examples(tmp_path)
    assert [(example.text, example.topic) for example in read] == [
        ("what is it?", "costs"),
        ("a - b", "costs"),
    ]


def test_the_page_tells_how_many_questions_are_examples_too() -> None:
    sets = {"held-out": [Question(HeldOut(text, frozenset(), frozenset()), False) for text in "AB"]}
    page = "\n".join(heading([Example("a", "costs"), Example("c", "costs")], sets))
    assert "2 examples" in page
    assert "(2 held-out; the examples have 1 of them)" in page


def test_the_rows_have_each_set_by_itself() -> None:
    sets = {
        "held-out": [question("costs"), question("tasks")],
        "more": [question("out_of_scope"), question("out_of_scope", near_miss=True)],
    }
    outcome = Outcome(("costs", "skills", "nlu_fallback", "costs"), 2.4, 0.123, 99.6)
    assert rows("stock", outcome, sets) == [
        "| stock | held-out | 0.500 | 0.500 | 0.000 | – | 0.12 | 2 | 100 |",
        "| stock | more | 0.000 | 0.000 | 0.500 | 0.000 | 0.12 | 2 | 100 |",
    ]


def test_a_row_has_a_cell_for_each_column() -> None:
    sets = {"held-out": [question("costs")]}
    head, rule = heading([], sets)[-2:]
    [row] = rows("stock", Outcome(("costs",), 1.0, 1.0, 1.0), sets)
    assert head.count("|") == rule.count("|") == row.count("|")


def test_further_questions_are_read_with_all_that_is_right(tmp_path: Path) -> None:
    lines = [
        {"text": "is it dear?", "topic": "costs", "also": ["benefits"]},
        {"text": "what does an agent earn?", "topic": "out_of_scope", "near_miss": True},
    ]
    path = tmp_path / "more.jsonl"
    path.write_text("\n".join(map(json.dumps, lines)) + "\n\n")
    dear, earn = read_questions(path)
    assert dear.asked.accepted == {"costs", "benefits"}
    assert (dear.near_miss, earn.near_miss) == (False, True)


@pytest.mark.parametrize("line", ["{", "[]", '{"text": "is it dear?"}'])
def test_a_wrong_line_is_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / "more.jsonl"
    path.write_text('{"text": "a", "topic": "costs"}\n' + line)
    with pytest.raises(QuestionsError, match=r"more\.jsonl: line 2: .*`topic`"):
        read_questions(path)


def test_a_missing_file_is_told_before_anything_is_trained(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--questions", str(tmp_path / "none.jsonl")]) == 1
    assert "none.jsonl" in capsys.readouterr().err


def test_the_assistant_comes_first() -> None:
    assert next(iter(CONTENDERS)) == "this assistant"
