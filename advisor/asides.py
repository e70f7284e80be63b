"""What is said around an answer: fillers, which say nothing, and hedges, which make it a guess."""

from __future__ import annotations

import re
from dataclasses import dataclass

from advisor.words import normalize, words_of

_SOUNDS = r"u+h+m*|u+m+|e+r+m*|e+h+m*|h+m+|mm+|mhm+|a+h+|o+h+"
_FILLERS = (
    rf"{_SOUNDS}|(?:quite |perfectly |completely )?(?:honestly|frankly)(?: speaking)?|tbh"
    r"|in all honesty|truth be told|(?:the )?honest answer|good question|gosh"
    r"|to be (?:quite |perfectly |completely |totally )?(?:honest|frank|fair)(?: with you)?"
    r"|let me (?:think|see)(?: about (?:it|that|this))?|let(?:'?s| us) see"
    r"|i(?:'?d| would)(?: have to)? say|you (?:know|see)|i mean|basically|i(?:'m| am) afraid"
)
_FILLERS_FIRST = (
    r"well(?!(?:\s|-)+(?:\w+(?:ed|en|wn)|over|above|under|below|enough|within|beyond)\b)|ok(?:ay)?"
    r"|all ?right|so(?!\s+(?:so|far|much|many|few|little|often|long)\b)"
    r"|like(?!\s+(?:the|any|every|all|most|other|our|in|this|that|clockwork)\b)"
)
"""Fillers only where they come first: 'well documented' is no pause, nor is 'so far'."""

_HEDGES = (
    r"i (?:guess|think|suppose|believe|reckon|assume|imagine|feel)|i(?:'?d| would) (?:guess|think)"
    r"|i(?:'m| am) guessing|my guess (?:is|would be)|if i (?:had|have) to guess|at a guess"
    r"|(?:most |very |quite )?(?:likely|probably)|maybe|perhaps|possibly|presumably"
    r"|as far as i (?:know|can (?:tell|see))|afaik"
)
_DOUBTS = (
    r"(?:(?:i(?:'m| am) )?not (?:really |quite )?sure|(?:i )?(?:don'?t|do not) know|(?:i )?dunno"
    rf"|(?:i(?:'?ve| have) )?no (?:idea|clue)|hard to say)[\s,.;…–—-]+(?:but\s+)?"
    rf"(?=(?:{_HEDGES}|i (?:don'?t|do not) think so)(?![\w']))"
)
"""Doubts that a hedge follows: 'I don't know, maybe low'."""

_BEFORE = r"(?<![\w'-])(?<!\bthan )(?<!\bwhat )"
"""Where an aside can begin: 'more than I think' is none."""

_AFTER = r"(?![\w']|-\w)"
_HEDGE = rf"(?:{_HEDGES}){_AFTER}(?!\s+(?:so|not)\s*(?:[,.;:!]|$))"
"""A hedge that is not half of 'I think so' or 'probably not'."""

_ASIDES = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        rf"^\W*(?:(?:{_DOUBTS}|(?:{_FILLERS}|{_FILLERS_FIRST}){_AFTER}|{_HEDGE})[\s,.;:!?…–—-]*)+",
        rf"(?<![\s,.;:…–—-])(?:[\s,.;:…–—-]+{_BEFORE}(?:{_FILLERS}|(?:{_HEDGES})(?: so)?))+"
        r"[\s,.;:!…]*$",
        rf"(?:[,–—…]|\.\.)\s*(?:{_FILLERS}|well|like|ok(?:ay)?)(?=\s*(?:[,–—…]|\.\.))",
        rf"\s?[,–—]?\s?{_BEFORE}(?<!\bthat )(?<!\bhow ){_HEDGE}(?:\s?[,–—])?",
    )
)
"""Those a text opens with, ends with, and has within; a hedge needs no commas around it."""

_HEDGED = re.compile(rf"(?<![\w'-])(?:{_HEDGES}){_AFTER}", re.I)
_SAYS_NOTHING = words_of("not that it is i we")
"""What an aside cannot stand around: in 'I think so' it is part of the answer."""


@dataclass(frozen=True)
class Said:
    """A text without its asides.

    Attributes:
        text: the rest; all of it where it is nothing but asides.
        is_hedged: a hedge stands in it, or was taken out of it.
    """

    text: str
    is_hedged: bool = False


def without_asides(text: str) -> Said:
    """Return a text without the fillers and hedges before, after and within it."""
    plain = _tidy(text.replace("’", "'"))
    is_hedged = _HEDGED.search(plain) is not None
    for pattern in _ASIDES:
        rest = _tidy(pattern.sub(" ", plain))
        words = normalize(rest)
        if words != ("so",) and not set(words) <= _SAYS_NOTHING:
            plain = rest
    return Said(plain, is_hedged)


def _tidy(text: str) -> str:
    """A text with single spaces or line breaks between its words, and none before a comma."""
    spaced = re.sub(r"\s+", lambda found: "\n" if "\n" in found.group() else " ", text)
    return re.sub(r"\s(?=[,.;:!?])", "", spaced).strip()
