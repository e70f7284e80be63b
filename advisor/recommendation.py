"""The result of an interview as a value, in the order in which it is told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from advisor import wording
from advisor.scoring import Points
from advisor.what_if import WhatIf
from advisor.worlds import Confidence, Result
from content.criteria import Outcome
from content.schema import Model


@dataclass(frozen=True)
class Reason:
    """An answer that speaks for or against the result, with its points."""

    criterion: str
    text: str
    points: Points


@dataclass(frozen=True)
class Other:
    """One of the outcomes that the result is not."""

    outcome: Outcome
    label: str
    text: str


@dataclass(frozen=True)
class Alternative:
    """A one-answer change that changes the result, in words."""

    what_if: WhatIf
    text: str


@dataclass(frozen=True)
class Caution:
    """A challenge, what the guide does about it, and the section that says so.

    `model` is None where it is about keeping the work.
    """

    model: Model | None
    text: str
    practice: str
    section: str
    heading: str


@dataclass(frozen=True)
class Line:
    """A question, its answer and its points; a gate stands in the note, apart from them.

    `value` is None where the question was not asked; unknown answers have no points.
    """

    criterion: str
    question: str
    value: str | None
    answer: str
    points: Points
    note: str | None


@dataclass(frozen=True)
class Recommendation:
    """What the interview comes to; its parts stand in the order in which they are told.

    `points` are the sums of `lines`; `smallest` is the smallest set of other or new answers that
    changes the result, `smallest_text` the same in words, both None where nothing can change it.
    """

    outcome: Result
    label: str
    headline: str
    confidence: Confidence
    confidence_text: str
    reasons: tuple[Reason, ...]
    against: tuple[Reason, ...]
    others: tuple[Other, ...]
    changes: tuple[Alternative, ...]
    smallest: WhatIf | None
    smallest_text: str | None
    warnings: tuple[Caution, ...]
    next_steps: tuple[str, ...]
    lines: tuple[Line, ...]
    points: Points
    bar: int
    disclosure: str

    def payload(self) -> dict[str, Any]:
        """The typed payload `recommendation` of a bot message."""
        return {
            "type": "recommendation",
            "topic": "start_interview",
            "outcome": self.outcome,
            "outcome_label": self.label,
            "confidence": self.confidence,
            "headline": self.headline,
            "confidence_text": self.confidence_text,
            "points": {"bpo": self.points.bpo, "kpo": self.points.kpo, "bar": self.bar},
            "reasons": [_reason(each) for each in self.reasons],
            "against": [_reason(each) for each in self.against],
            "others": [
                {"outcome": each.outcome, "label": each.label, "text": each.text}
                for each in self.others
            ],
            "changes": [
                {"text": each.text, "outcome": each.what_if.result} for each in self.changes
            ],
            "smallest_change": self.smallest_text,
            "warnings": [
                {
                    "text": each.text,
                    "practice": each.practice,
                    "section": {"id": each.section, "heading": each.heading},
                }
                for each in self.warnings
            ],
            "next_steps": list(self.next_steps),
            "lines": [
                {
                    "criterion": each.criterion,
                    "question": each.question,
                    "answer": each.answer,
                    "bpo": each.points.bpo,
                    "kpo": each.points.kpo,
                    "note": each.note,
                }
                for each in self.lines
            ],
            "disclosure": self.disclosure,
        }

    def text(self) -> str:
        """All of it as markdown, for channels that show text alone."""
        return wording.recommendation(self)


def _reason(reason: Reason) -> dict[str, Any]:
    return {"text": reason.text, "bpo": reason.points.bpo, "kpo": reason.points.kpo}
