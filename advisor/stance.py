"""The 'yes', 'no' or 'partly' that a text opens with, in the many ways of saying them."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from advisor.words import FILLERS, clauses, normalize, words_of

Side = Literal["yes", "no", "partly"]


@dataclass(frozen=True)
class Stance:
    """What a text says before it says why.

    Attributes:
        side: which of the three it is.
        rest: the words that follow; none where the stance is all of the text.
        is_soft: a hedge stands before it ('probably yes'), or it is a vague way of saying it.
    """

    side: Side
    rest: tuple[str, ...] = ()
    is_soft: bool = False


def _phrases(text: str) -> tuple[tuple[str, ...], ...]:
    return tuple(sorted((normalize(line) for line in text.split("/")), key=len, reverse=True))


_PLAIN: dict[Side, tuple[tuple[str, ...], ...]] = {
    "yes": _phrases(
        "yes/yep/yeah/yup/ya/yea/sure/sure thing/absolutely/definitely/totally/certainly/indeed"
        "/exactly/of course/for sure/100%/100 %/a hundred percent/very much so/very much"
        "/heck yes/you bet/without a doubt"
        "/oh yes/hell yes/yes sir/yes indeed/yes of course/yes absolutely/yes definitely/correct"
        "/that is right/that is correct/no doubt"
    ),
    "no": _phrases(
        "no/nope/nah/na/not at all/absolutely not/definitely not/of course not/certainly not/no way"
        "/god no/hell no/oh no/not in the slightest/not in the least"
        "/by no means/far from it/not one bit"
        "/no not at all/no absolutely not/no definitely not/none whatsoever/nothing of the kind"
        "/nothing of the sort/never ever"
    ),
    "partly": _phrases(
        "partly/partially/in part/in parts/part of it/parts of it/some of it"
        "/some of them/some parts"
        "/some parts of it/certain parts/certain parts of it/a part of it/half of it/half and half"
        "/half half/fifty fifty/50 50/yes and no/some yes some no/a portion of it/a fraction of it"
        "/bits of it/bits and pieces/pieces of it/only in part/only partly/only partially"
    ),
}
_VAGUE: dict[Side, tuple[tuple[str, ...], ...]] = {
    "yes": _phrases("i think so/i believe so/i guess so/i suppose so/more yes than no"),
    "no": _phrases(
        "not really/not exactly/not quite/not directly/i do not think so/rather not/probably not"
        "/i guess not/i think not/i suppose not/perhaps not/maybe not/likely not"
    ),
    "partly": _phrases(
        "somewhat/to some extent/to some degree/to a degree/to an extent/to a certain extent"
        "/to a certain degree/to a certain point/up to a point/up to a certain point/in a way"
        "/in some ways/in some respects/a bit of both/a little of both/a mix/it is a mix/mixed"
        "/a mixture/in places/here and there/a bit/a little"
        "/a little bit/more or less/certain things"
        "/some aspects/so so/certain ones/it depends"
    ),
}
_SOFTENERS = words_of("maybe probably perhaps mostly mainly kind sort think guess believe possibly")
_CLAUSE_STARTS = words_of(
    """
    it its that this these those we they there i you my our nobody noone anyone everyone any just
    only because since the one
    """
)
_OPEN = frozenset({"yes", "yep", "yeah", "yup", "nope", "nah", "partly", "partially"})
"""Words that stand for themselves whatever follows; 'no' may belong to the next noun."""


def stance(text: str) -> Stance | None:
    """The stance that a text opens or ends with, None where it takes none."""
    parts = clauses(text)
    if not parts:
        return None
    first, rest = parts[0], tuple(word for part in parts[1:] for word in part)
    start, is_soft = _opening(first)
    found = _longest(first[start:])
    if found is None:
        return _closing(parts)
    side, length, is_vague = found
    after = first[start + length :]
    alone = not after or set(after) <= FILLERS | {"yes", "no", "maybe"}
    doubled = side == "no" and after[:1] == ("not",)
    stands = alone or doubled or after[0] in _CLAUSE_STARTS or first[start] in _OPEN
    if not stands:
        return None
    left = (*(() if alone else after), *rest)
    is_soft = is_soft or is_vague or "maybe" in after
    return Stance(side, () if set(left) <= FILLERS else left, is_soft)


_PARTIAL = _phrases(
    "some/certain/a few/a bit of/a little bit of/parts of/part of/bits of/a part of/a portion of"
    "/a couple of/half of/half the/only the/only for/just the/just for the/only in/only with"
    "/a fraction of/most but not all"
)
_SPANS = words_of("minute minutes hour hours day days week weeks month months training intern temp")


def is_partial(text: str) -> bool:
    """Whether a text opens with a part: 'some of the files', 'just the last step'."""
    words = normalize(text)
    while words and words[0] in FILLERS - {"a", "just", "only"}:
        words = words[1:]
    return any(words[: len(phrase)] == phrase for phrase in _PARTIAL) and _SPANS.isdisjoint(words)


_CONTRAST = words_of("but while whereas yet")
_AUXILIARIES = words_of("is are was were do does did can could will would has have should")


def is_mixed(text: str) -> bool:
    """Whether a text says yes of one part and no of another: 'speed yes, quality no'."""
    words = normalize(text)
    if len(words) < 4 or words[0] in {"yes", "no", "nope", "nah"}:
        return False
    if {"yes", "no"} <= set(words) or ("but", "not") in pairwise(words):
        return True
    affirmed: set[str] = set()
    parts = _contrasted(text)
    for number, part in enumerate(parts):
        denied = {a for a, b in pairwise(part) if b == "not"} & _AUXILIARIES
        ends = part[-1] in _AUXILIARIES | {"not"}
        if number and denied & affirmed and (ends or "but" in words):
            return True
        affirmed |= (set(part) & _AUXILIARIES) - denied
    return False


def _contrasted(text: str) -> list[tuple[str, ...]]:
    """The clauses of a text, also parted at words such as 'but'."""
    parts: list[tuple[str, ...]] = []
    for clause in clauses(text):
        start = 0
        for at, word in enumerate(clause):
            if word in _CONTRAST:
                parts.append(clause[start:at])
                start = at + 1
        parts.append(clause[start:])
    return [part for part in parts if part]


def _opening(words: tuple[str, ...]) -> tuple[int, bool]:
    """How many words come before the stance, and whether they soften it."""
    start = 0
    while start < len(words) - 1 and words[start] in FILLERS | _SOFTENERS:
        if _longest(words[start:]) is not None:
            break
        start += 1
    return start, not _SOFTENERS.isdisjoint(words[:start])


def _longest(words: tuple[str, ...]) -> tuple[Side, int, bool] | None:
    best: tuple[Side, int, bool] | None = None
    for table, is_vague in ((_PLAIN, False), (_VAGUE, True)):
        for side, phrases in table.items():
            for phrase in phrases:
                longer = best is None or len(phrase) > best[1]
                if longer and words[: len(phrase)] == phrase:
                    best = side, len(phrase), is_vague
    return best


def _closing(parts: tuple[tuple[str, ...], ...]) -> Stance | None:
    """A stance said last: 'highly confidential, yes'."""
    words = tuple(word for part in parts for word in part)
    side = words[-1]
    if len(words) > 1 and (side == "yes" or (side == "no" and len(parts[-1]) == 1)):
        return Stance("yes" if side == "yes" else "no", words[:-1])
    return None
