"""The words of a text, and whether they ask something."""

from __future__ import annotations

import re
from functools import lru_cache

_CONTRACTIONS = (
    (r"\bcan'?t\b|\bcannot\b", "can not"),
    (r"\bwon'?t\b", "will not"),
    (
        r"\b(is|are|was|were|do|does|did|would|could|should|has|have|had|need|must|ai)n'?t\b",
        r"\1 not",
    ),
    (r"\b(it|that|there|what)'?s\b", r"\1 is"),
    (r"\b(who|he|she|everything|everyone|nothing|nobody|everybody)'s\b", r"\1 is"),
    (r"\bi'?m\b", "i am"),
    (r"\b(we|they|you)'re\b", r"\1 are"),
    (r"\b(i|we|they|you)'ve\b", r"\1 have"),
    (r"\b(i|we|they|you|it)'d\b", r"\1 would"),
    (r"\b(kind|sort)a\b", r"\1 of"),
    (r"\bdunno\b", "do not know"),
    (r"%", " percent "),
)


def words_of(text: str) -> frozenset[str]:
    """The words of a list written as text."""
    return frozenset(text.split())


@lru_cache(maxsize=4096)
def normalize(text: str) -> tuple[str, ...]:
    """The words of a text in lower case, with contractions written out."""
    plain = text.lower().replace("’", "'").replace("_", " ")
    for pattern, full in _CONTRACTIONS:
        plain = re.sub(pattern, full, plain)
    return tuple(re.findall(r"[a-z0-9]+(?:'[a-z]+)?", plain))


_QUESTION_WORDS = words_of("what whats why how which who whose whom")
_AUXILIARIES = words_of("is are can could do does did should would will may has have was were")
_SUBJECTS = words_of("i it that this these those you we they there he she a an the my our your")
_COMMANDS = words_of("tell explain define give list compare repeat")


def asks(text: str) -> bool:
    """Whether a text asks or orders something, with or without a question mark."""
    words = normalize(text)
    if "?" in text:
        return True
    if not words:
        return False
    first, *rest = words
    if first in _QUESTION_WORDS:
        return bool(rest) and words[:2] != ("who", "knows")
    if first in _AUXILIARIES:
        return bool(rest) and rest[0] in _SUBJECTS
    return first in _COMMANDS and bool({"me", "us", "the", "an", "a", "that"} & set(rest))
