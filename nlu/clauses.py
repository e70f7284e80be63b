"""The questions of a message that asks more than one: 'what is KPO, and is it expensive?'"""

from __future__ import annotations

import re

from nlu.text import models_named

_STARTS = (
    "what|how|why|when|which|who|where|is|are|does|do|can|could|should|would|will|tell me|explain"
    "|define|give me|list"
)
_BORDER = re.compile(
    rf"[?!.;]+\s+(?:(?:and|also|but|then|so)\s+)*|[,\s]+(?:and|also|plus|&)\s+(?=(?:{_STARTS})\b)"
)
_OF_MODEL = "(?:of|in|for|with) (?:bpo|kpo|outsourcing)"
_HALVES = re.compile(
    r"(?P<first>(?:(?:.*\b)?(?:what (?:is|are|about)|tell me(?: about)?|explain|describe|list"
    r"|give me|show me|know) )?(?:(?:the|its) )?[\w-]+(?: [\w-]+)?)"
    rf"(?P<own> {_OF_MODEL})?,? and (?P<the>(?:the|its) )?(?P<second>[\w-]+(?: [\w-]+)?)"
    rf"(?P<of> {_OF_MODEL})[\s?!.]*"
)
_QUESTION = re.compile(rf"(?:(?:and|also|but|so|ok|hi|hello|please)\b[,\s]*)*(?:{_STARTS})\b")
_POINTER = re.compile(r"\b(?:it|its|they|them|this|that|these|those)\b")
_FEWEST_WORDS = 2


def clauses(text: str) -> list[str]:
    """Return the parts of a normalized text that can be questions of their own.

    A text with one question, or none, is returned as one part.
    """
    parts = [part for part in (piece.strip(" ,?!.;") for piece in _BORDER.split(text)) if part]
    if len(parts) < 2:
        return _halves(text)
    return [text] if any(len(part.split()) < _FEWEST_WORDS for part in parts) else parts


def _halves(text: str) -> list[str]:
    """Part 'what are the benefits of kpo and the risks of bpo'; the end may name for both."""
    found = _HALVES.fullmatch(text)
    # 'Pros and cons of kpo' is one expression.
    if found is None or not (found["own"] or found["the"]):
        return [text]
    shared = "" if models_named(found["first"]) else found["of"]
    return [found["first"] + (found["own"] or shared), found["second"] + found["of"]]


def is_question(clause: str) -> bool:
    """Whether a part of a normalized text has the form of a question, as 'we use bpo' has not."""
    return _QUESTION.match(clause) is not None


def points_back(clause: str) -> bool:
    """Whether a part of a text speaks of what was named before it, as 'is it legal?' does."""
    return _POINTER.search(clause) is not None
