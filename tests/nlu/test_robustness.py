"""The ways in which people spoil their texts cost little understanding."""

from collections.abc import Callable

import pytest

from content import load_content
from evaluation.held_out import figures, perturbations, read_held_out
from tests.nlu.conftest import Parse

KEPT_AT_LEAST = 0.95
SPOILERS = perturbations()


@pytest.fixture(scope="module")
def untouched(parse: Parse) -> float:
    return _right(parse, lambda text: text)


@pytest.mark.parametrize("spoiler", SPOILERS)
def test_a_spoiled_text_is_understood_nearly_as_well(
    parse: Parse, untouched: float, spoiler: str
) -> None:
    assert _right(parse, SPOILERS[spoiler]) >= KEPT_AT_LEAST * untouched


def _right(parse: Parse, spoil: Callable[[str], str]) -> float:
    # Small talk is left out: 'hi' before 'bye' is no longer clear to anybody.
    questions = [
        question
        for question in read_held_out("first")
        if question.is_answerable
        and question.accepted.isdisjoint(load_content().topics_of("small_talk"))
    ]
    answers = parse([spoil(question.text) for question in questions])
    return figures(questions, [answer["intent"]["name"] for answer in answers]).right
