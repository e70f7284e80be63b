"""Of several questions in one message, each is answered, or refused by its subject."""

import pytest

from nlu.clauses import is_question, points_back
from tests.nlu.conftest import Parse

PARTLY_OUTSIDE = {
    "what does KPO mean and what do its analysts earn?": [
        ("definition", ["kpo"]),
        ("salaries", ["kpo"]),
    ],
    "Which skills does BPO call for? And which company is the best?": [
        ("skills", ["bpo"]),
        ("companies", ["bpo"]),
    ],
    "how much does a developer earn and what are the risks of BPO?": [
        ("salaries", []),
        ("challenges", ["bpo"]),
    ],
    "what is bpo and who wrote hamlet?": [("definition", ["bpo"]), ("other", ["bpo"])],
}
ONE = [
    "we use bpo and how much does an agent earn?",
    "I know what KPO is. Which company is the best?",
    "what is the salary in bpo? is kpo better paid?",
    "who is the best provider in Manila and why should I choose them?",
    "what is kpo? can you put it in a poem?",
    "which companies do bpo and are they any good?",
]


@pytest.mark.parametrize("text", ["what is bpo", "and how big is it", "please list the risks"])
def test_a_question_is_told_by_its_form(text: str) -> None:
    assert is_question(text)


@pytest.mark.parametrize("text", ["we use bpo", "i know what it is", "benefits of kpo", "island"])
def test_what_has_not_its_form_is_no_question(text: str) -> None:
    assert not is_question(text)


def test_a_pointer_to_what_came_before_is_noticed() -> None:
    assert points_back("is it legal")
    assert not points_back("who won the cup")


@pytest.mark.parametrize(("text", "expected"), PARTLY_OUTSIDE.items())
def test_a_part_outside_the_guide_stands_beside_the_others(
    parse: Parse, text: str, expected: list[tuple[str, list[str]]]
) -> None:
    asked = parse([text])[0]["questions"]
    told = [
        (each["subject"] if each["topic"] == "out_of_scope" else each["topic"], each["models"])
        for each in asked
    ]
    assert told == expected


@pytest.mark.parametrize("text", ONE)
def test_a_message_that_is_not_clearly_two_questions_stays_one(parse: Parse, text: str) -> None:
    assert "questions" not in parse([text])[0]
