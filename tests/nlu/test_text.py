"""Texts before any model sees them."""

import pytest

from nlu.text import without_excluded_model


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("what do companies gain from bpo, not kpo?", "what do companies gain from bpo?"),
        ("i want the risks of kpo. not bpo!", "i want the risks of kpo!"),
        ("benefits of kpo rather than bpo please", "benefits of kpo please"),
    ],
)
def test_a_model_that_is_not_asked_about_is_left_out(text: str, rest: str) -> None:
    assert without_excluded_model(text) == rest


@pytest.mark.parametrize(
    "text",
    [
        "why bpo and not kpo?",
        "is kpo not bpo?",
        "what is bpo not",
        "when not to use kpo",
        "not bpo",
        "what can bpo not do",
    ],
)
def test_a_model_that_is_asked_about_stays(text: str) -> None:
    assert without_excluded_model(text) == text
