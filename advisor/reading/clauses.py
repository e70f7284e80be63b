"""What the form of a clause says: a question, a supposition, a wish, a hedge."""

from __future__ import annotations

import re

from advisor.reading.words import asks

_SUPPOSES = re.compile(
    r"^\W*(?:(?:and|but|so|or|well) )?(?:what if|if|suppose|imagine|say we|were we)\b"
)
_WISHES = re.compile(r"\b(?:i|we|they)(?:'d| would| should)? (?:wish|hope|would love|dream)\b")
_HEDGED = re.compile(
    r"\b(?:maybe|perhaps|probably|possibly|presumably|might|may be|i think|i'd think|i guess"
    r"|i'd guess|i suppose|i believe|i reckon|i assume|do(?:n't| not) think|likely|not really"
    r"|not sure|hard to say)\b"
)
_FORMER = re.compile(r"\b(?:used to|formerly|no longer|not any ?more|back then|in the old days)\b")
_TURNED = re.compile(
    r"(?:\bnot|n't|\bnever|\bhardly)\b(?: \w+){0,2}? "
    r"(?:un\w{3,}|without|rare|rarely|nothing|no|none|never|hard|difficult|quick|easy)\b"
    r"|\banything (?:but|except)\b"
)
"""A denial of something that may itself be a denial: 'not without a license'."""


def states_nothing(clause: str) -> bool:
    """Whether a clause asks, supposes or wishes, and so tells nothing of the work."""
    plain = clause.lower().replace("’", "'").strip()
    return asks(plain) or bool(_SUPPOSES.search(plain) or _WISHES.search(plain))


def is_soft(text: str) -> bool:
    """Whether a text is hedged, speaks of the past, or denies something that is a denial."""
    plain = text.lower().replace("’", "'")
    return any(form.search(plain) for form in (_HEDGED, _FORMER, _TURNED))
