"""A short name for the work that a visitor describes, and the listed task it contains."""

from __future__ import annotations

import re
from collections.abc import Sequence

from content.schema import Task

LONGEST = 60
"""How many characters a name may have."""

UNNAMED = "this work"
"""What the work is called when the visitor does not name it."""

_NOT_NAMES = frozenset(
    """
    my our the this that it its some any work works working job jobs task tasks process processes
    business company function functions activity activities stuff thing things something anything
    one ones us me we you own it's bpo kpo outsourcing outsource advice help
    """.split()  # noqa: SIM905
)
_MARKUP = re.compile(r"<[^>]*>?")
_CODE = re.compile(r"[{}=]")
"""Signs that no name of work has, but payloads do."""

_LONGEST_WORD = 30
_SUFFIX = re.compile(r"(?:ing|ies|es|s|e|y)$")


def is_name(text: str) -> bool:
    """Whether words name some work; 'my process' and '42' do not."""
    words = re.findall(r"[^\W\d_]{2,}", _MARKUP.sub(" ", text.lower()))
    if _CODE.search(text):
        return False
    return any(word not in _NOT_NAMES and len(word) <= _LONGEST_WORD for word in words)


def same_work(one: str, other: str) -> bool:
    """Whether two names are of the same work: 'checking invoices' and 'invoice checking' are."""
    first, second = (
        {stem for stem in _stems(name) if stem not in _NOT_NAMES} for name in (one, other)
    )
    return one == other or (bool(first) and first == second)


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
