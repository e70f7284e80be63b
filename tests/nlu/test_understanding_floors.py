"""What the trained pipeline understands of the held-out questions may not get worse."""

from pathlib import Path
from typing import Any

import pytest

from benchmarks.search import read_examples, words
from evaluation.held_out import SETS, HeldOut, figures, read_held_out
from tests.nlu.conftest import Parse

EXAMPLES = Path(__file__).parent.parent.parent / "data" / "nlu"
RIGHT_AT_LEAST = {"first": 0.92, "second": 0.91, "third": 0.89, "strangers": 0.8}
WRONG_AT_MOST = {"first": 0.04, "second": 0.03, "third": 0.03, "strangers": 0.09}
REFUSED_AT_LEAST = {"first": 0.95, "second": 0.95, "third": 0.95, "strangers": 0.75}
MODELS_AT_LEAST = 0.95
TWO_QUESTIONS = {
    "what is KPO and is it expensive?": ["definition", "costs"],
    "What are the benefits of BPO? And what are the risks?": ["benefits", "challenges"],
}


@pytest.fixture(scope="module")
def questions() -> list[HeldOut]:
    return read_held_out()


@pytest.fixture(scope="module")
def answers(questions: list[HeldOut], parse: Parse) -> list[dict[str, Any]]:
    return parse([question.text for question in questions])


def test_no_held_out_question_is_a_training_example(questions: list[HeldOut]) -> None:
    learned = {tuple(words(example.text)) for example in read_examples(EXAMPLES)}
    assert [each.text for each in questions if tuple(words(each.text)) in learned] == []


@pytest.mark.parametrize("name", SETS)
def test_what_the_guide_answers_is_understood_and_the_rest_refused(parse: Parse, name: str) -> None:
    asked = read_held_out(name)
    found = figures(asked, [each["intent"]["name"] for each in parse([q.text for q in asked])])
    assert found.right >= RIGHT_AT_LEAST[name]
    assert found.wrong <= WRONG_AT_MOST[name]
    assert found.refused >= REFUSED_AT_LEAST[name]


def test_the_models_a_question_names_are_found(
    questions: list[HeldOut], answers: list[dict[str, Any]]
) -> None:
    hits = [
        question.models <= {e["value"] for e in answer["entities"] if e["entity"] == "model"}
        for question, answer in zip(questions, answers, strict=True)
        if len(question.models) == 1
    ]
    assert sum(hits) / len(hits) >= MODELS_AT_LEAST


@pytest.mark.parametrize(("text", "topics"), TWO_QUESTIONS.items())
def test_a_message_with_two_questions_has_both(parse: Parse, text: str, topics: list[str]) -> None:
    asked = parse([text])[0]["questions"]
    assert [question["topic"] for question in asked] == topics
    assert asked[0]["models"] == asked[1]["models"]


def test_most_questions_are_taken_as_one(answers: list[dict[str, Any]]) -> None:
    assert sum("questions" in answer for answer in answers) <= 0.02 * len(answers)


def test_a_message_in_another_language_is_told_so(parse: Parse) -> None:
    answer = parse(["Was ist der Unterschied zwischen den beiden?"])[0]
    assert (answer["intent"]["name"], answer["subject"]) == ("out_of_scope", "other_language")
