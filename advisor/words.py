"""The words of a text, and those words that turn its meaning or say nothing."""

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


NEGATIONS = words_of(
    "not no never without nothing none nobody neither nor hardly barely scarcely nope nah lack"
)
HEDGES = words_of(
    """
    mostly usually generally maybe perhaps probably possibly often sometimes somewhat sort
    kind roughly about guess might think suppose believe reckon assume presumably likely fairly
    quite pretty almost nearly mainly partly but except unless although though however depends if
    or used
    """
)
"""Words beside a phrase that make it less than certain."""

FILLERS = words_of(
    """
    well oh um uh hmm so just really very i would say it is it's its that there a an the we
    you they them our us for to of in on at as and be are was do does has have honestly
    actually please this ok okay here only even all quite say think guess
    """
)
"""Words that add nothing to a short answer."""

_CLAUSE_END = re.compile(r"(?<!\d)[.,]|[.,](?!\d)|[;:!()\n]+|[–—]+|\s-+\s")


@lru_cache(maxsize=4096)
def normalize(text: str) -> tuple[str, ...]:
    """The words of a text in lower case, with contractions written out."""
    plain = text.lower().replace("’", "'").replace("_", " ")
    for pattern, full in _CONTRACTIONS:
        plain = re.sub(pattern, full, plain)
    return tuple(re.findall(r"[a-z0-9]+(?:'[a-z]+)?", plain))


def clauses(text: str) -> tuple[tuple[str, ...], ...]:
    """The words of a text, one tuple for each part between punctuation marks."""
    parts = (normalize(part) for part in _CLAUSE_END.split(text))
    return tuple(part for part in parts if part)


def is_negated(words: tuple[str, ...]) -> bool:
    """Whether any of the words turns a meaning round."""
    return not NEGATIONS.isdisjoint(words)


def places(words: tuple[str, ...], wanted: tuple[str, ...]) -> tuple[int, ...]:
    """Where a run of words begins within others."""
    last = len(words) - len(wanted)
    return tuple(at for at in range(last + 1) if words[at : at + len(wanted)] == wanted)


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
