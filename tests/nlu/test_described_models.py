"""A model is found by its name, or else by words that describe it."""

from __future__ import annotations

import pytest

from tests.nlu.conftest import Parse

DESCRIBED = {
    "what are the risks of handing our research to specialists abroad?": ["kpo"],
    "benefits of outsourcing the simple, repetitive paperwork": ["bpo"],
    "what skills do the experts of the knowledge kind have": ["kpo"],
    "when does it make sense to give routine back office work away": ["bpo"],
    "and for the knowledge one?": ["kpo"],
}
NAMED = {
    "is B.P.O. cheaper than k p o": ["bpo", "kpo"],
    "knowlege process outsourcng risks": ["kpo"],
}
WITHOUT = ["what are the risks of outsourcing", "hello", "why do companies outsource", "thanks"]
TO_FILL_IN = {
    "handing research to analysts and scientists outside is called ____": ["kpo"],
}


def models(answer) -> list[str]:
    return sorted({each["value"] for each in answer["entities"] if each["entity"] == "model"})


@pytest.mark.parametrize(("text", "expected"), {**DESCRIBED, **NAMED, **TO_FILL_IN}.items())
def test_the_models_of_a_question_are_found(parse: Parse, text: str, expected: list[str]) -> None:
    assert models(parse([text])[0]) == expected


@pytest.mark.parametrize("text", WITHOUT)
def test_a_question_that_names_and_describes_none_has_none(parse: Parse, text: str) -> None:
    assert models(parse([text])[0]) == []
