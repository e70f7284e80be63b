"""Greetings and short questions in another language are told so, and English ones are not."""

import pytest

from nlu.language import is_foreign
from tests.nlu.conftest import Parse

FOREIGN = [
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
    "merci",
    "ciao",
    "bpo in Costa Rica",
    "does your bot speak français",
    "is bpo work done in Deutsche Bank",
    "kpo firms in Illinois (IL)",
    "Can you help me, s'il vous plaît?",
]


@pytest.mark.parametrize("text", FOREIGN)
def test_a_short_message_in_another_language_is_noticed(text: str) -> None:
    assert is_foreign(text)


@pytest.mark.parametrize("text", ENGLISH)
def test_a_foreign_word_or_name_in_english_is_left_alone(text: str) -> None:
    assert not is_foreign(text)


def test_it_is_refused_for_its_language(parse: Parse) -> None:
    answers = parse(["Bonjour, pouvez-vous m'aider?", "BPO nedir"])
    assert [answer["subject"] for answer in answers] == ["other_language", "other_language"]
