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
_FEWEST_WORDS = 2


def clauses(text: str) -> list[str]:
    """Return the parts of a normalized text that can be questions of their own.

    A text with one question, or none, is returned as one part.
    """
    parts = [part for part in (piece.strip(" ,?!.;") for piece in _BORDER.split(text)) if part]
    if len(parts) < 2 or any(len(part.split()) < _FEWEST_WORDS for part in parts):
        return [text]
    return parts
