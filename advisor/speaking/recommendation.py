"""A result in words, part by part, in the order in which it is told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from advisor.decision.recommendation import Boundary, Recommendation
from advisor.decision.scoring import Points
from advisor.decision.worlds import Confidence, Result
from content.criteria import Outcome
from content.schema import Model


@dataclass(frozen=True)
class ToldReason:
    """An answer that speaks for or against a result, with its points."""

    criterion: str
    text: str
    points: Points


@dataclass(frozen=True)
class ToldOther:
    """One of the outcomes that the result is not, and why."""

    outcome: Outcome
    label: str
    text: str


@dataclass(frozen=True)
class ToldChange:
    """A one-answer change that changes the result or could, and the likeliest result then."""

    outcome: Result
    text: str


@dataclass(frozen=True)
class ToldWarning:
    """A challenge and why it counts here, the guide's practice, and the section that says so."""

    text: str
    practice: str
    section: str
    heading: str


@dataclass(frozen=True)
class ToldLine:
    """A question, its answer and its points; what a gate does stands in the note."""

    criterion: str
    question: str
    value: str | None
    answer: str
    points: Points
    note: str | None


@dataclass(frozen=True)
class ToldBoundary:
    """What stays and what goes out, in words; `partner` is the model, None where it is open."""

    boundary: Boundary
    partner: Model | None
    stays: str | None
    goes: str | None


@dataclass(frozen=True)
class ToldResult:
    """A recommendation in words; its parts stand in the order in which they are told.

    `changes_title` heads `changes` and `smallest`: whether they are certain is in it. `text` is
    all of it as markdown, for channels that show text alone; `summary` one paragraph for somebody
    who was not there.
    """

    recommendation: Recommendation
    label: str
    headline: str
    confidence_text: str
    boundary: ToldBoundary | None
    reasons: tuple[ToldReason, ...]
    against: tuple[ToldReason, ...]
    others: tuple[ToldOther, ...]
    changes_title: str
    changes: tuple[ToldChange, ...]
    smallest: str | None
    warnings: tuple[ToldWarning, ...]
    next_steps: tuple[str, ...]
    lines: tuple[ToldLine, ...]
    disclosure: str
    summary: str
    text: str

    @property
    def outcome(self) -> Result:
        """The result."""
        return self.recommendation.outcome

    @property
    def confidence(self) -> Confidence:
        """How sure it is."""
        return self.recommendation.confidence

    @property
    def points(self) -> Points:
        """The sums of the lines."""
        return self.recommendation.points

    @property
    def bar(self) -> int:
        """The points that a model needs."""
        return self.recommendation.bar

    def payload(self) -> dict[str, Any]:
        """The typed payload `recommendation` of a bot message."""
        payload: dict[str, Any] = {
            "type": "recommendation",
            "topic": "start_interview",
            "outcome": self.outcome,
            "outcome_label": self.label,
            "confidence": self.confidence,
            "headline": self.headline,
            "confidence_text": self.confidence_text,
            "points": {"bpo": self.points.bpo, "kpo": self.points.kpo, "bar": self.bar},
            "reasons": [_argument(each) for each in self.reasons],
            "against": [_argument(each) for each in self.against],
            "others": [
                {"outcome": each.outcome, "label": each.label, "text": each.text}
                for each in self.others
            ],
            "changes": [{"text": each.text, "outcome": each.outcome} for each in self.changes],
            "smallest_change": self.smallest,
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
            "summary": self.summary,
        }
        if self.boundary is not None:
            payload["boundary"] = {
                "stays": list(self.boundary.boundary.stays),
                "goes": list(self.boundary.boundary.goes),
                "partner": self.boundary.partner,
            }
        return payload


def _argument(reason: ToldReason) -> dict[str, Any]:
    return {"text": reason.text, "bpo": reason.points.bpo, "kpo": reason.points.kpo}
