"""Other languages are told from English, and from English that is short or misspelled."""

import pytest

from nlu.language import is_foreign
from tests.nlu.conftest import Parse

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
    "Bonjour, parlez-vous français ?",
    "Pouvez-vous m'expliquer le KPO",
    "Bonjour, pouvez-vous m'aider?",
    "quanto costa il BPO",
    "parli italiano?",
    "Sprechen Sie Deutsch?",
    "wie viel kostet BPO",
    "¿hablas español?",
    "quanto custa o BPO",
    "BPO nedir",
    "KPO ile BPO arasındaki fark",
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
    "merci",
    "ciao",
    "bpo in Costa Rica",
    "does your bot speak français",
    "is bpo work done in Deutsche Bank",
    "kpo firms in Illinois (IL)",
    "Can you help me, s'il vous plaît?",
    "👍",
    "",
]


@pytest.mark.parametrize("text", FOREIGN)
def test_another_language_is_noticed(text: str) -> None:
    assert is_foreign(text)


@pytest.mark.parametrize("text", ENGLISH)
def test_english_is_not_taken_for_another_language(text: str) -> None:
    assert not is_foreign(text)


def test_it_is_refused_for_its_language(parse: Parse) -> None:
    answers = parse(["Bonjour, pouvez-vous m'aider?", "BPO nedir"])
    assert [answer["subject"] for answer in answers] == ["other_language", "other_language"]
