"""A message is parted where a new question begins; where that is unsure both readings are kept."""

import pytest

from nlu.clauses import clauses


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("what is kpo and is it expensive?", ["what is kpo", "is it expensive"]),
        ("what is bpo? and who uses it?", ["what is bpo", "who uses it"]),
        (
            "benefits of kpo. which skills does it need",
            ["benefits of kpo", "which skills does it need"],
        ),
        ("what are the risks, and how do i choose", ["what are the risks", "how do i choose"]),
        ("two things: what it is & what it costs", ["two things", "what it is", "what it costs"]),
        ("q1 define bpo q2 who uses it", ["define bpo", "who uses it"]),
        ("thanks! what is bpo", ["thanks", "what is bpo"]),
    ],
)
def test_two_questions_are_parted(text: str, parts: list[str]) -> None:
    assert [clause.text for clause in clauses(text)] == parts


@pytest.mark.parametrize(
    "text", ["what is bpo and kpo?", "pros and cons of kpo", "when does bpo fit", "bpo"]
)
def test_one_clause_stays_whole(text: str) -> None:
    assert [clause.text for clause in clauses(text)] == [text.rstrip("?")]


@pytest.mark.parametrize(
    ("text", "halves"),
    [
        ("pros and cons of kpo", [("pros", "cons of kpo")]),
        (
            "percentage of companies + size of the market",
            [("percentage of companies", "size of the market")],
        ),
        ("the difference between benefits and risks", []),
        ("we like the speed of bpo and the wits of kpo", []),
    ],
)
def test_an_and_between_words_may_part_them(text: str, halves: list[tuple[str, str]]) -> None:
    assert list(clauses(text)[0].halves) == halves


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("what is kpo", "question"),
        ("and is it dear", "question"),
        ("benefits of kpo", "heading"),
        ("we use bpo", "statement"),
        ("do not tell me the benefits", "dismissal"),
        ("not a sales pitch please", "dismissal"),
        ("not good?", "question"),
    ],
)
def test_a_clause_asks_tells_or_dismisses(text: str, form: str) -> None:
    assert clauses(text)[0].form == form
