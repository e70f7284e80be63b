"""Corrections in words: which question is meant, and which answer."""

import pytest

from advisor.amending import NAMES, amendment
from content import load_criteria

CRITERIA = load_criteria()


@pytest.mark.parametrize(
    ("text", "criterion", "value"),
    [
        ("change the volume to low", "volume", "low"),
        ("actually the volume is high", "volume", "high"),
        ("set the goal to innovation please", "goal", "innovation"),
        ("what if volume were low?", "volume", "low"),
        ("make volume medium instead", "volume", "medium"),
        ("change hard decisions to nearly always", "judgement", "nearly_always"),
        ("core should be parts, not yes", "core", "parts"),
        ("I want to change my answer about specialists", "expertise", None),
        ("what if the volume changed?", "volume", None),
    ],
)
def test_the_question_and_the_answer_are_found(
    text: str, criterion: str, value: str | None
) -> None:
    meant = amendment(CRITERIA, text)

    assert meant is not None
    assert (meant.criterion, meant.found.value) == (criterion, value)


def test_a_text_that_names_no_question_amends_nothing() -> None:
    assert amendment(CRITERIA, "change an answer") is None


def test_data_analysis_is_not_taken_for_sensitive_data() -> None:
    meant = amendment(CRITERIA, "change data analysis to partly")

    assert meant is not None
    assert meant.criterion == "analysis"


def test_every_question_has_names() -> None:
    assert set(NAMES) == set(CRITERIA.ids)
