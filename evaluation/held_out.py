"""The held-out questions, and how a model does on them: one reckoning for tests and reports."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

HELD_OUT = Path(__file__).parent.parent / "tests" / "nlu" / "held_out"
SETS = ("first", "second", "third", "strangers")
"""The held-out sets; each file says in its head how it came about."""

NOT_ANSWERED = frozenset({"out_of_scope", "clarify", "nlu_fallback"})
"""Topics by which the assistant refuses or asks back."""

WRONG_COSTS = 5
"""How many refusals of an answerable question are as bad as one wrong answer."""


@dataclass(frozen=True)
class HeldOut:
    """A question that was never trained on.

    Attributes:
        accepted: the topics that are right; `out_of_scope` where the guide has no answer.
        models: the models it names.
    """

    text: str
    accepted: frozenset[str]
    models: frozenset[str]

    @property
    def is_answerable(self) -> bool:
        """Whether the guide answers it."""
        return "out_of_scope" not in self.accepted


@dataclass(frozen=True)
class Figures:
    """Shares, from 0 to 1, and what the mistakes cost.

    Attributes:
        right: the share of the answerable questions that got an answer they accept.
        wrong: the share of them that got another one.
        refused: the share of the others that got none.
        cost: the mean of `WRONG_COSTS` for each wrong answer and each answer to a question that
            has none, and 1 for each answerable question that was refused.
    """

    right: float
    wrong: float
    refused: float
    cost: float


def read_held_out(*names: str) -> list[HeldOut]:
    """Read the held-out questions: of the sets named, or of all."""
    rows: list[dict[str, Any]] = []
    for name in names or SETS:
        rows += yaml.safe_load((HELD_OUT / f"{name}.yml").read_text(encoding="utf-8"))
    return [
        HeldOut(
            row["text"],
            frozenset({row["topic"], *row.get("also", ())}),
            frozenset(row.get("models", ())),
        )
        for row in rows
    ]


def figures(questions: Sequence[HeldOut], topics: Sequence[str]) -> Figures:
    """Compare the topics found with those that are right."""
    answerable, others = [], []
    for question, topic in zip(questions, topics, strict=True):
        if question.is_answerable:
            answerable.append((topic in question.accepted, topic in NOT_ANSWERED))
        else:
            others.append(topic in NOT_ANSWERED)
    wrong = [not right and not refused for right, refused in answerable]
    refused = [refused for _, refused in answerable]
    mistakes = sum(wrong) + others.count(False)
    return Figures(
        right=_share(right for right, _ in answerable),
        wrong=_share(wrong),
        refused=_share(others),
        cost=(WRONG_COSTS * mistakes + sum(refused)) / max(len(questions), 1),
    )


def perturbations() -> dict[str, Callable[[str], str]]:
    """Return ways in which people spoil a text, by name."""
    return {
        "upper case": str.upper,
        "lower case": str.lower,
        "no punctuation": lambda text: "".join(c for c in text if c.isalnum() or c in " '&"),
        "question marks": lambda text: text.rstrip("?.! ") + "???",
        "wide spaces": lambda text: "  ".join(text.split(" ")),
        "greeting before": lambda text: f"hi, {text}",
        "thanks after": lambda text: f"{text} thanks",
        "emoji after": lambda text: f"{text} 🙂",
        "dotted names": lambda text: _renamed(text, "B.P.O.", "K.P.O."),
        "spelled by letters": lambda text: _renamed(text, "b p o", "k p o"),
        "names in full": lambda text: _renamed(
            text, "business process outsourcing", "knowledge process outsourcing"
        ),
        "letters swapped": _swapped,
        "letter lost": _lost,
    }


def _renamed(text: str, bpo: str, kpo: str) -> str:
    for name, new in (("BPO", bpo), ("bpo", bpo), ("KPO", kpo), ("kpo", kpo)):
        text = text.replace(name, new)
    return text


def _swapped(text: str) -> str:
    """Swap two letters in the middle of the longest word."""
    word = max(text.split(), key=len)
    middle = len(word) // 2
    if len(word) < 7:
        return text
    slip = word[: middle - 1] + word[middle] + word[middle - 1] + word[middle + 1 :]
    return text.replace(word, slip, 1)


def _lost(text: str) -> str:
    """Leave out a letter of the longest word."""
    word = max(text.split(), key=len)
    middle = len(word) // 2
    return text if len(word) < 7 else text.replace(word, word[:middle] + word[middle + 1 :], 1)


def _share(hits: Iterable[bool]) -> float:
    counted = list(hits)
    return sum(counted) / len(counted) if counted else 0.0
