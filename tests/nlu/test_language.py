"""Other languages are told from English, and from English that is short or misspelled."""

import pytest

from nlu.language import is_foreign

FOREIGN = [
    "Was ist der Vorteil von KPO?",
    "Können Sie mir das bitte erklären, was ist das",
    "¿Qué es KPO?",
    "¿Cuáles son los riesgos de BPO?",
    "Quels sont les risques du KPO ?",
    "Quais são os riscos de BPO?",
    "quali sono i vantaggi del kpo",
    "wat is het voordeel van bpo",
    "ano ang pagkakaiba ng bpo",
    "kpo kya hota hai",
    "что лучше, BPO или KPO?",
    "BPO是什么",
    "BPOとは",
]
ENGLISH = [
    "bpo?",
    "KPO",
    "costs",
    "disadvntages of kpo",
    "diffrence btw bpo n kpo plz",
    "hola",
    "danke",
    "is La Paz a place for bpo",
    "de facto standard for kpo?",
    "asdfghjkl",
    "Does Genpact do KPO in Gurgaon?",
    "naïve question, what is a BPO",
    "👍",
    "",
]


@pytest.mark.parametrize("text", FOREIGN)
def test_another_language_is_noticed(text: str) -> None:
    assert is_foreign(text)


@pytest.mark.parametrize("text", ENGLISH)
def test_english_is_not_taken_for_another_language(text: str) -> None:
    assert not is_foreign(text)
