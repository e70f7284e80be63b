"""Replies that are nothing but a 'yes', a 'no', a 'partly', or an option's own name or number."""

from __future__ import annotations

import re
from typing import Literal

from advisor.reading.findings import Certainty
from advisor.reading.words import normalize, words_of
from content.criteria import NOT_SURE, Criteria, Question

Side = Literal["yes", "no", "partly"]

_WORDS: dict[Side, frozenset[str]] = {
    "yes": words_of(
        "y ye yes yep yup yeah yea ya yah aye sure absolutely definitely totally certainly indeed "
        "exactly correct affirmative oo"
    ),
    "no": words_of("n no nope nah na naw nay never none wala"),
    "partly": words_of(
        "partly partially somewhat kinda sorta sometimes half mixed parts bits some both"
    ),
}
_PHRASES: dict[Side, str] = {
    "yes": "of course|for sure|very much so|very much|you bet",
    "no": "not at all|no way|not really|far from it|by no means|not one bit",
    "partly": "kind of|sort of|in parts?|yes and no|half and half|a (?:little )?bit(?: of both)?"
    "|a little|(?:some|parts?|bits) of it|more or less|up to a point|to some extent|in places"
    "|here and there|some parts|half half|fifty fifty|50 50",
}
_SOFT = words_of("maybe perhaps probably possibly guess think suppose reckon believe really")
_PADDING = _SOFT | words_of(
    "i it is that was well oh uh um hm hmm eh er ah ha lol haha so just ok okay please thanks mate "
    "sir madam maam po honestly actually tbh very quite would say god hell heck we do does are am "
    "they the answer all to me"
)
"""Words that may stand around a bare reply without changing which it is."""

_SIGNS: dict[str, Side] = {"👍": "yes", "👎": "no", "✅": "yes", "❌": "no"}
_VAGUE_YES = frozenset({"sensitivity"})
"""Questions to which 'yes' does not say how much."""


def bare_reply(criteria: Criteria, question: Question, text: str) -> tuple[str, Certainty] | None:
    """Return the answer of a reply that is no sentence, and how sure it is; None if it is one."""
    sign = next((side for sign, side in _SIGNS.items() if text.strip().startswith(sign)), None)
    if sign is not None and not any(letter.isalnum() for letter in text):
        return _of_side(question, sign, is_soft=False)
    words = normalize(text)
    named = _named(criteria, question, words)
    if named is not None:
        return named, "sure"
    side = _side(" ".join(words))
    return side and _of_side(question, side, is_soft=not _SOFT.isdisjoint(words))


def is_bare_yes(text: str) -> bool:
    """Whether a text is nothing but a 'yes', to whatever was asked."""
    return _side(" ".join(normalize(text))) == "yes"


def _named(criteria: Criteria, question: Question, words: tuple[str, ...]) -> str | None:
    """The option whose title, value or number the words are."""
    if words == normalize(criteria.not_sure.title):
        return NOT_SURE
    for number, option in enumerate(question.options, start=1):
        # An amount of work is no number of an option.
        is_number = question.amounts is None and words[-1:] == (str(number),)
        is_number = is_number and set(words[:-1]) <= {"option", "number", "answer"}
        if is_number or words in (normalize(option.title), normalize(option.value)):
            return option.value
    return None


def _side(text: str) -> Side | None:
    """The side that words take, if they do nothing else."""
    sides: set[Side] = set()
    for side, phrases in _PHRASES.items():
        text, count = re.subn(rf"\b(?:{phrases})\b", " ", text)
        sides |= {side} if count else set()
    words = set(text.split())
    sides |= {side for side, known in _WORDS.items() if words & known}
    return sides.pop() if len(sides) == 1 and words <= _PADDING.union(*_WORDS.values()) else None


def _of_side(question: Question, side: Side, *, is_soft: bool) -> tuple[str, Certainty] | None:
    """What a side means for a question; nothing where it asks how often, how much or what."""
    first, middle, last = (question.options[at] for at in (0, 1, -1))
    certainty: Certainty = "doubtful" if is_soft else "sure"
    if side == "partly":
        return (middle.value, certainty) if middle.parts or _takes_no(question) else None
    if not _takes_no(question):
        return None
    if side == "yes" and question.id in _VAGUE_YES:
        return middle.value, "doubtful"
    yes = first if last.value == "no" else last
    return (yes.value if side == "yes" else "no"), certainty


def _takes_no(question: Question) -> bool:
    """Whether 'no' is one of a question's answers."""
    return "no" in question.values
