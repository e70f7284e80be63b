"""The questions that a text names: 'change the volume to low', 'what if volume were low?'"""

from __future__ import annotations

import re

from content.criteria import Criteria, Question

_CLAUSE = re.compile(r"\s*[,;]\s*(?:and\s+|but\s+)?|\s+(?:and|but)\s+")
_TURNED_ROUND = re.compile(r"\b(?:not|less|fewer|more)\b|n't\b")
_CONNECTOR = re.compile(
    r"^\W*(?:(?:answer|question)\b)?\W*(?:to|into|on|as|at|isn't|is|are|was|were|be|would be|"
    r"should be|should have been|had been|became|becomes|back to)?\b\W*"
)
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


def named_questions(criteria: Criteria, text: str) -> tuple[tuple[Question, str], ...]:
    """Return each question that a text names, with the words that stand for its new answer.

    The words are empty where the text gives none, as in 'change my answer on volume'.
    """
    plain = text.lower().replace("’", "'").strip(" .!?")
    parts = [_named(criteria, clause) for clause in _CLAUSE.split(plain)]
    stated = {part[0].id: part for part in parts if part is not None and part[1]}
    if len(stated) > 1:
        return tuple(stated.values())
    whole = _named(criteria, plain)
    return () if whole is None else (whole,)


def _named(criteria: Criteria, plain: str) -> tuple[Question, str] | None:
    """The question named first, of names at one place the longest, and the rest of the words."""
    places = [
        (found.start(), -len(name), question.id, found.end())
        for question in criteria.questions
        for name in question.names
        if (found := re.search(rf"\b{re.escape(name)}\b", plain))
    ]
    if not places:
        return None
    start, _, criterion, end = min(places)
    question = criteria.question(criterion)
    before, after = plain[:start], _AFTERTHOUGHT.sub("", plain[end:])
    stated = _CONNECTOR.sub("", after, count=1)
    if _TURNED_ROUND.search(before):
        return question, ""
    if stated or not before or _ASKS_FOR_IT.fullmatch(before):
        return question, stated
    return question, _FRAME.sub("", _AFTERTHOUGHT.sub("", plain))
