"""What words say of kept results: which of them they mean, and what one is to be called."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from advisor.reading.naming import LONGEST
from advisor.reading.words import asks, normalize, words_of


class Named(Protocol):
    """Something with an id and the name of its work."""

    @property
    def id(self) -> str: ...
    @property
    def work(self) -> str: ...


N = TypeVar("N", bound=Named)

_PLACES: tuple[tuple[str, int], ...] = (
    (r"\bfirst\b|\boldest\b", 0),
    (r"\bsecond\b", 1),
    (r"\bthird\b", 2),
    (r"\blast\b|\blatest\b|\bnewest\b|\bmost recent\b", -1),
)
_NOT_TELLING = words_of(
    """
    the and for our your this that with from result results assessment assessments recommendation
    recommendations advice outcome outcomes work processing process management open show delete
    rename remove compare
    """
)
"""Words that tell no piece of work from another."""

_OF_A_COMMAND = words_of(
    """
    please can could would will you i we me us my want wish need like to let it its it's this that
    these those the a an of for in on at is be now again here just new name named another other
    different erase change call title label relabel retitle give get rid one ones page told gave
    made last latest newest recent first oldest second third i'd let's something
    """
)
"""Words of a wish to rename or delete that name no piece of work."""

_ENDING = re.compile(r"(?:ing|ies|es|s|e|y)$")

_THIS_ONE = r"(?:it|this(?: (?:one|result))?|that(?: (?:one|result))?)"
_TO_A_NAME = tuple(
    re.compile(pattern, re.I | re.S)
    for pattern in (
        rf"\b(?:rename|call|name|title|label)\s+{_THIS_ONE}\s+(?:(?:to|into|as)\s+)?(?P<name>.+)",
        r"\b(?:rename|change|relabel|retitle)\b(?P<which>.*?)\s(?:to|into|as)[\s:]+(?P<name>.+)",
        r"\b(?:call|label|title)\s+(?P<which>(?:the|my)\s.*?(?:result|assessment|one))\s+"
        r"(?P<name>.+)",
        r"\bgive\b(?P<which>.*?)\bname[\s:]+(?P<name>.+)",
        r"\bname\b(?P<which>.*?)\b(?:should be|shall be|must be)[\s:]+(?P<name>.+)",
    )
)
_RENAMES = re.compile(rf"\b(?:rename|call|name|title|label)\s+{_THIS_ONE}\s", re.I)
_IS_NO_NAME = re.compile(rf"(?:{_THIS_ONE}|(?:something|anything)(?: else| different)?)", re.I)
_QUOTED = re.compile(r"[\"“”'‘’](?P<name>[^\"“”]+)[\"“”'‘’]$")
_LEAD = re.compile(
    r"^(?:(?:u+h+m*|u+m+|h+m+|ok(?:ay)?|well|maybe|perhaps|probably|please|i (?:think|guess))"
    r"\b[\s,.…–—-]*)*"
    r"(?:(?:let'?s (?:go with|use|say|take|make it)|make it|go with|i(?:'d| would) (?:say|go with)"
    r"|i(?:'d| would) (?:like|prefer)|(?:the |its )?(?:new )?name(?: is\b|:)"
    r"|it(?:'s| is| should be))(?![\w'])[\s:,]*)?",
    re.I,
)
"""What may stand before a name: 'hmm, let's go with …'."""

_KEEPS = re.compile(
    r"(?:(?:no|oh|ok|okay|well|actually|sorry|please|hm+|uh|um|just)\b[\s,.]*)*"
    r"(?:never ?mind(?: (?:it|that))?|(?:stop|cancel|skip|leave|keep|forget)(?: (?:it|that|this))?"
    r"|cancel the renaming|forget about it|abort|quit|exit|undo|(?:go )?back|nothing|none|not now"
    r"|no|nope|nah|no (?:thanks?|thank you)|(?:i )?changed my mind"
    r"|(?:do not|don'?t)(?: (?:rename|name|change|bother)(?: (?:it|this|that|the name))?)?"
    r"|(?:leave|keep) (?:(?:the|its|my) )?(?:(?:old|current|same|present) )?(?:one|name)"
    r"|(?:the )?(?:old|same)(?: (?:one|name))?(?: as before)?)"
    r"(?:\W+(?:as it is|as is|as before|like that|then|thanks?|thank you|please|alone|for now))*",
    re.I,
)
"""What leaves a name as it is."""

_SMALL_TALK = words_of(
    """
    yes yep yeah sure ok okay fine good great cool nice right alright perfect thanks thank hi hello
    hey bye goodbye morning afternoon evening help wow lol
    """
)
_ABOUT_NAMES = words_of(
    """
    rename renaming name title new another other different better it this that the a my result give
    change please to for one
    """
)
_SENTENCE = re.compile(
    r"\b(?:i|i'm|i'd|i'll|i've|me|my|mine|you|your|we|us|they|them|that's|it's)\b"
    r"|\bit(?=\W*$|\s+(?:is|was|as|should|to|please|alone|will|would|can|could|does|all|now)\b)"
    r"|^(?:what|whats|what's|why|how|which|who|whose|where|when)\b(?!-)",
    re.I,
)
"""Words that a sentence has and a name has not."""

_AFTERTHOUGHT = re.compile(r"[\s,]+(?:instead|please|now|thanks|from now on)$", re.I)


@dataclass(frozen=True)
class Renaming:
    """What a message asks to be renamed, in its own words, and the new name if it has one."""

    which: str
    name: str | None


def named(results: Sequence[N], text: str) -> tuple[N, ...]:
    """Return the results whose names have words of a text, those with the most of them."""
    said = _stems(text)
    fits = [len(said & _stems(each.work)) for each in results]
    if not any(fits):
        return ()
    return tuple(each for each, fit in zip(results, fits, strict=True) if fit == max(fits))


def meant(results: Sequence[N], text: str) -> tuple[N, ...]:
    """Return the results that a text means: by the words of their names, else by their place.

    Several where the text fits them equally well, none where it fits none.
    """
    by_name = named(results, text)
    if by_name:
        return by_name
    for pattern, place in _PLACES:
        if results and place < len(results) and re.search(pattern, text, re.I):
            return (results[place],)
    return ()


def names_work(text: str) -> bool:
    """Whether a wish to rename or delete names a piece of work, kept or not."""
    return bool(set(normalize(text)) - _OF_A_COMMAND - _NOT_TELLING)


def renaming(text: str) -> Renaming:
    """Read what is to be renamed, and to what, from a visitor's words."""
    for pattern in _TO_A_NAME:
        found = pattern.search(text.strip())
        if found is not None:
            return Renaming(found.groupdict().get("which") or "", clean_name(found["name"]))
    return Renaming(text, None)


def new_name(text: str) -> str | None:
    """Return the name that an answer to `ask_name` gives, bare or in a sentence; None if none.

    A question, a sentence about something else and small talk give none.
    """
    if _RENAMES.search(text):
        return renaming(text).name
    if keeps_name(text) or asks(text):
        return None
    bare = _LEAD.sub("", text.replace("’", "'").strip())
    words = normalize(bare)
    # 'IT' is a department, 'it' a pronoun.
    is_sentence = _SENTENCE.search(re.sub(r"\bIT\b", "", bare)) is not None
    if is_sentence or set(words) <= _SMALL_TALK or set(words) <= _ABOUT_NAMES:
        return None
    return clean_name(bare)


def keeps_name(text: str) -> bool:
    """Whether an answer to `ask_name` takes the wish for another name back: 'never mind'."""
    return _KEEPS.fullmatch(text.replace("’", "'").strip(" .!,;")) is not None


def clean_name(text: str) -> str | None:
    """Return a name as it is kept: one line without quotes; None where no letter is in it."""
    plain = _AFTERTHOUGHT.sub("", " ".join(text.split()).rstrip(" .,;:!?"))
    quoted = _QUOTED.search(plain)
    name = (plain if quoted is None else quoted["name"]).strip(' .,;:"“”')
    if not any(sign.isalnum() for sign in name) or _IS_NO_NAME.fullmatch(name):
        return None
    return name if len(name) <= LONGEST else name[: LONGEST - 1].rstrip() + "…"


def _stems(text: str) -> frozenset[str]:
    words = set(re.findall(r"[a-z0-9]+", text.lower())) - _NOT_TELLING
    return frozenset(_ENDING.sub("", word) if len(word) > 4 else word for word in words)
