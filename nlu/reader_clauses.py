"""The clauses of a message: where what it says can be parted."""

from __future__ import annotations

import re

Span = tuple[int, int]

_BORDER = re.compile(
    r"(?<=[.!?;:])\s+|(?<=,)\s+|\s+[-–—•*]+\s+|\n+|\s+(?=but\b)|\.\.+\s*|…\s*", re.IGNORECASE
)


def clause_spans(text: str) -> list[Span]:
    """Return start and end of each clause of a text, in order; those without a letter or digit
    are left out."""
    spans, start = [], 0
    for border in _BORDER.finditer(text):
        spans.append((start, border.start()))
        start = border.end()
    spans.append((start, len(text)))
    return [(a, b) for a, b in spans if any(sign.isalnum() for sign in text[a:b])]
