"""A short name for the work that a visitor describes, and the listed task it contains."""

from __future__ import annotations

import re
from collections.abc import Sequence

from content.schema import Task

LONGEST = 60
"""How many characters a name may have."""

UNNAMED = "this work"
"""What the work is called when the visitor does not name it."""

_LEAD_IN = re.compile(
    r"^(?:(?:well|hi|hello|ok|okay|so|um|please|it is|it's|it would be|that would be|i think|"
    r"i am|i'm|we are|we're|thinking of|thinking about|thinking|about|of|maybe|probably|mostly|"
    r"i'd like to|we'd like to|i would like to|we would like to|i want to|we want to|we could|"
    r"i could|we might|i might|can we|hand over|hand off|handing over|outsource|outsourcing|"
    r"give away|giving away|advice on|the|our|my|all|some|a|an)\b[\s,:-]*)+",
    re.I,
)
_AFTERTHOUGHT = re.compile(r"[\s,]+(?:instead|please|then|too|now|first|for now|i think)$", re.I)
_ABOUT_US = re.compile(r"^(?:we are|we're|i am|i'm|my company|our company|we run|i run)\b", re.I)
_CLAUSES = re.compile(r"[.;:,\n]+\s*|\s+(?:and|because|but|so|which|since|as)\s+", re.I)
_PREDICATE = re.compile(
    r"\s+(?:takes?|eats?|costs?|needs?|keeps?|requires?|is|are|was|has|have|that|who)\s.*$", re.I
)
_NOT_NAMES = frozenset(
    """
    my our the this that it its some any work works working job jobs task tasks process processes
    business company function functions activity activities stuff thing things something anything
    one ones us me we you own it's bpo kpo outsourcing outsource advice help
    """.split()  # noqa: SIM905
)
_SUFFIX = re.compile(r"(?:ing|ies|es|s|e|y)$")


def is_name(text: str) -> bool:
    """Whether words name some work; 'my process' and '42' do not."""
    words = re.findall(r"[^\W\d_]{2,}", text.lower())
    return any(word not in _NOT_NAMES for word in words)


def short_name(text: str, listed: str | None = None) -> str:
    """Return a name of at most `LONGEST` characters.

    Args:
        text: the visitor's own words.
        listed: the name of a listed task that the words contain; it serves when they are long.
    """
    plain = " ".join(text.split()).strip(" .,;:!?-\"'")
    name = _AFTERTHOUGHT.sub("", _LEAD_IN.sub("", plain)) or plain
    if len(name) <= LONGEST:
        return name
    if listed is not None:
        return listed
    clauses = [clause for clause in _CLAUSES.split(plain) if len(clause) > 3]
    told = [clause for clause in clauses if not _ABOUT_US.match(clause)] or clauses or [plain]
    clause = _LEAD_IN.sub("", _PREDICATE.sub("", told[0])) or told[0]
    if len(clause) <= LONGEST:
        return clause
    return clause[: LONGEST - 1].rsplit(" ", 1)[0] + "…"


def listed_task(tasks: Sequence[Task], text: str, words: int = 1) -> Task | None:
    """Return the task that a text contains in one of its wordings, the longest first.

    Args:
        tasks: the tasks to look for.
        text: the visitor's words.
        words: the fewest words that the wording may have.
    """
    said = _stems(text)
    best: tuple[int, Task] | None = None
    for task in tasks:
        for phrase in task.phrases:
            wanted = _stems(phrase)
            least = words if best is None else best[0] + 1
            if len(wanted) >= least and _contains(said, wanted):
                best = (len(wanted), task)
    return None if best is None else best[1]


def _stems(text: str) -> tuple[str, ...]:
    words = re.findall(r"[a-z0-9]+", text.lower())
    return tuple(_SUFFIX.sub("", word) if len(word) > 4 else word for word in words)


def _contains(words: tuple[str, ...], wanted: tuple[str, ...]) -> bool:
    size = len(wanted)
    return any(words[start : start + size] == wanted for start in range(len(words) - size + 1))
