"""The questions of a message that asks more than one: 'what is KPO, and is it expensive?'"""

from __future__ import annotations

import re

_STARTS = (
    "what|how|why|when|which|who|where|is|are|does|do|can|could|should|would|will|tell me|explain"
    "|define|give me|list"
)
_BORDER = re.compile(
    rf"[?!.;]+\s+(?:(?:and|also|but|then|so)\s+)*|[,\s]+(?:and|also|plus|&)\s+(?=(?:{_STARTS})\b)"
)
_QUESTION = re.compile(rf"(?:(?:and|also|but|so|ok|hi|hello|please)\b[,\s]*)*(?:{_STARTS})\b")
_POINTER = re.compile(r"\b(?:it|its|they|them|this|that|these|those)\b")
_FEWEST_WORDS = 2


def clauses(text: str) -> list[str]:
    """Return the parts of a normalized text that can be questions of their own.

    A text with one question, or none, is returned as one part.
    """
    parts = [part for part in (piece.strip(" ,?!.;") for piece in _BORDER.split(text)) if part]
    if len(parts) < 2 or any(len(part.split()) < _FEWEST_WORDS for part in parts):
        return [text]
    return parts


def is_question(clause: str) -> bool:
    """Whether a part of a normalized text has the form of a question, as 'we use bpo' has not."""
    return _QUESTION.match(clause) is not None


def points_back(clause: str) -> bool:
    """Whether a part of a text speaks of what was named before it, as 'is it legal?' does."""
    return _POINTER.search(clause) is not None
