"""From 'change the volume to low' to the answer that is meant: which question, which answer."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from advisor.likeness import Similarity
from advisor.phrasing import NOTHING, Interpretation, interpret
from content.criteria import Criteria

NAMES: Mapping[str, tuple[str, ...]] = {
    "core": ("core", "core work", "core business"),
    "judgement": ("judgement", "judgment", "decision", "decisions", "hard decisions"),
    "expertise": ("expertise", "expert", "experts", "specialist", "specialists"),
    "standardised": ("standardised", "standardized", "set steps", "steps", "procedure"),
    "volume": ("volume", "amount of work", "amount", "quantity"),
    "analysis": ("analysis", "data analysis", "research", "research or analysis"),
    "measurable": ("measurable", "simple measures", "measures", "metrics", "simple numbers"),
    "goal": ("goal", "main goal", "aim", "priority"),
    "sensitivity": ("sensitivity", "sensitive data", "data", "secrets", "confidentiality"),
    "tolerance": ("tolerance", "budget", "rates", "specialist rates", "onboarding"),
}
"""What visitors call each question's subject, by the id of its criterion."""

_CONNECTOR = re.compile(
    r"^\W*(?:(?:answer|question)\b)?\W*(?:to|into|on|as|at|isn't|is|are|was|were|be|would be|"
    r"should be|should have been|had been|became|becomes)?\b\W*"
)
_TURNED_ROUND = re.compile(r"\b(?:not|less|fewer|more)\b|n't\b")
"""Words before a name that turn what is said of it round: 'less sensitive data'."""

_CLAUSE = re.compile(r"\s*[,;]\s*(?:and\s+|but\s+)?|\s+(?:and|but)\s+")
_AFTERTHOUGHT = re.compile(
    r"\W+(?:instead|please|pls|now|then|after all|actually|though)\b.*$|\W+(?:instead of|not)\b.*$"
)
_FRAME = re.compile(
    r"^(?:(?:what if|and if|if|suppose|assume|say|let's say|actually|correction|change|set|make|"
    r"sorry|no|wait|we had|there was|there were|the|my|our|it|was|were|is)\b\W*)+"
)
_ASKS_FOR_IT = re.compile(
    r"\W*(?:(?:please|can|could|you|i|i'd|we|want|would|like|to|let me|change|correct|edit|fix|"
    r"redo|the|my|our|answer|answers|question|on|about|for)\b\W*)+"
)
"""What stands before a name that no answer is given to: 'change my answer on hard decisions'."""


@dataclass(frozen=True)
class Amendment:
    """A question that a text names, and the answer it gives to it, if it was understood."""

    criterion: str
    found: Interpretation


def amendment(
    criteria: Criteria, text: str, similarity: Similarity | None = None
) -> Amendment | None:
    """The answer that a text states for a question it names; None if it names none."""
    plain = text.lower().replace("’", "'").strip(" .!?")
    named = _named(plain)
    if named is None:
        return None
    criterion, start, end = named
    question = criteria.question(criterion)
    rest = _AFTERTHOUGHT.sub("", plain[end:])
    stated = _CONNECTOR.sub("", rest, count=1)
    if not stated and (start == 0 or _ASKS_FOR_IT.fullmatch(plain[:start])):
        return Amendment(criterion, NOTHING)
    if _TURNED_ROUND.search(plain[:start]):
        return Amendment(criterion, NOTHING)
    for words in (stated, _FRAME.sub("", _AFTERTHOUGHT.sub("", plain))):
        found = interpret(criteria, question, words, similarity) if words else NOTHING
        if found.value is not None:
            return Amendment(criterion, found)
    return Amendment(criterion, NOTHING)


def amendments(
    criteria: Criteria, text: str, similarity: Similarity | None = None
) -> tuple[Amendment, ...]:
    """Each answer that a text states for a question it names, or what it names without one."""
    clauses = (amendment(criteria, clause, similarity) for clause in _CLAUSE.split(text))
    stated = {each.criterion: each for each in clauses if each is not None and each.found.value}
    if len(stated) > 1:
        return tuple(stated.values())
    only = amendment(criteria, text, similarity)
    return () if only is None else (only,)


def _named(text: str) -> tuple[str, int, int] | None:
    """The criterion named first, and where its name stands; of names at one place the longest."""
    places = [
        (found.start(), -len(name), criterion, found.end())
        for criterion, names in NAMES.items()
        for name in names
        if (found := re.search(rf"\b{re.escape(name)}\b", text))
    ]
    if not places:
        return None
    start, _, criterion, end = min(places)
    return criterion, start, end
