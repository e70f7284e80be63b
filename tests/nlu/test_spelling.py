"""Mistyped words are mended towards the words of the training examples, and others left alone."""

import pytest

from nlu.spelling import Speller

SPELLER = Speller(
    ["advantages", "difference", "disadvantages", "outsourcing", "knowledge", "cost", "risks"]
)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("advantges of kpo", "advantages of kpo"),
        ("disadvatnages", "disadvantages"),
        ("diffrence", "difference"),
        ("outsorcing and knowlege", "outsourcing and knowledge"),
        ("whatis the differencebetween them", "what is the difference between them"),
        ("plz tell wat r the risks", "please tell what are the risks"),
        ("organisation", "organization"),
    ],
)
def test_a_mistyped_word_is_mended(typed: str, meant: str) -> None:
    assert SPELLER.mend(typed) == meant


@pytest.mark.parametrize(
    "text", ["genpact", "upsides", "costs", "r&d", "inbound calls", "xyz", "bpo", "banks", ""]
)
def test_other_words_are_left_alone(text: str) -> None:
    assert SPELLER.mend(text) == text


def test_a_slip_in_the_examples_is_mended_as_well() -> None:
    speller = Speller.of_examples(["the contract"] * 6 + ["the contrct", "genpact", "firewall"])
    assert speller.words == ["contract", "firewall", "genpact", "the"]
