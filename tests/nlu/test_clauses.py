"""A message is parted where a new question begins, and nowhere else."""

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
    ],
)
def test_two_questions_are_parted(text: str, parts: list[str]) -> None:
    assert clauses(text) == parts


@pytest.mark.parametrize(
    "text",
    ["what is bpo and kpo?", "pros and cons of kpo", "hi. what is bpo", "bpo? why?", "bpo"],
)
def test_one_question_stays_whole(text: str) -> None:
    assert clauses(text) == [text]
