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
ALL_INSIDE = {
    "What are the advantages of KPO and the drawbacks of BPO?": [
        ("benefits", ["kpo"], None),
        ("challenges", ["bpo"], None),
    ],
    "pros and cons of kpo": [("benefits", ["kpo"], None), ("challenges", ["kpo"], None)],
    "tell me the costs and the challenges of kpo": [
        ("costs", ["kpo"], None),
        ("challenges", ["kpo"], None),
    ],
    "when does KPO fit, and when doesn't it?": [
        ("when_to_choose", ["kpo"], None),
        ("when_to_choose", ["kpo"], "contrary"),
    ],
    "I would like your advice on our payroll, and also what is BPO?": [
        ("start_interview", ["bpo"], None),
        ("definition", ["bpo"], None),
    ],
}
BESIDE_OTHER_WORDS = {
    "cheers, and what is kpo?": "definition",
    "this chat is rubbish. what are the risks of bpo?": "challenges",
    "good morning! how many companies outsource?": "adoption",
    "Thank you for that. Which industries use KPO?": "industries",
}
ONE = [
    "we use bpo and how much does an agent earn?",
    "I know what KPO is. Which company is the best?",
    "who is the best provider in Manila and why should I choose them?",
    "which companies do bpo and are they any good?",
    "what is the difference between the benefits and the risks of bpo",
    "we want the flexibility of bpo and the expertise of kpo",
    "what is the meaning of bpo and the definition of kpo?",
    "When to use BPO, when to use KPO?",
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


@pytest.mark.parametrize(("text", "expected"), ALL_INSIDE.items())
def test_each_question_has_its_topic_its_model_and_its_polarity(
    parse: Parse, text: str, expected: list[tuple[str, list[str], str | None]]
) -> None:
    asked = parse([text])[0]["questions"]
    assert [(each["topic"], each["models"], each["polarity"]) for each in asked] == expected


@pytest.mark.parametrize(("text", "topic"), BESIDE_OTHER_WORDS.items())
def test_a_question_counts_beside_thanks_greetings_and_complaints(
    parse: Parse, text: str, topic: str
) -> None:
    assert parse([text])[0]["intent"]["name"] == topic


@pytest.mark.parametrize("text", ONE)
def test_a_message_that_is_not_clearly_two_questions_stays_one(parse: Parse, text: str) -> None:
    assert "questions" not in parse([text])[0]
