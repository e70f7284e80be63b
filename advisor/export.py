"""A result to keep: where it stands, what it says when opened again, and how it is written down."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from advisor import wording
from advisor.advice import recommend
from advisor.answers import AnswerError, Answers
from advisor.naming import UNNAMED
from advisor.recommendation import Recommendation
from advisor.scoring import Points
from content.criteria import NOT_SURE, Criteria

ADDRESSES = "/results/"
"""What the addresses of all results begin with."""

CSV_COLUMNS = ("work", "finished", "criterion", "question", "answer", "bpo", "kpo", "note")
CSV_TOTAL = "total"
"""What stands for the criterion in the row of the sums."""

_FORMULA_STARTS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
_BREAKS_AND_CONTROLS = re.compile(r"[\s\x00-\x1f\x7f-\x9f]+")
_MARKDOWN_SIGNS = re.compile(r"([!-/:-@\[-`{-~])")


class Record(Protocol):
    """A finished interview as the store keeps it."""

    @property
    def name(self) -> str: ...
    @property
    def created(self) -> datetime: ...
    @property
    def criteria_version(self) -> str: ...
    @property
    def answers(self) -> Mapping[str, str]: ...
    @property
    def outcome(self) -> str: ...
    @property
    def confidence(self) -> str: ...
    @property
    def bpo(self) -> int: ...
    @property
    def kpo(self) -> int: ...


@dataclass(frozen=True)
class StoredResult:
    """What was kept when an interview ended.

    `work` is its name in the visitor's words, `finished` is in UTC. `outcome`, `confidence` and
    `criteria_version` are those of that day.
    """

    work: str
    finished: datetime
    criteria_version: str
    answers: Mapping[str, str]
    outcome: str
    confidence: str
    points: Points

    @classmethod
    def of(cls, record: Record) -> StoredResult:
        """Return what a record of the store says."""
        return cls(
            work=record.name or UNNAMED,
            finished=record.created,
            criteria_version=record.criteria_version,
            answers=record.answers,
            outcome=record.outcome,
            confidence=record.confidence,
            points=Points(record.bpo, record.kpo),
        )

    @property
    def day(self) -> str:
        """The day it was finished, in words."""
        return f"{self.finished:%B} {self.finished.day}, {self.finished.year}"


@dataclass(frozen=True)
class GivenAnswer:
    """A question and the answer to it, by their ids and in words.

    Where the criteria no longer have one of them, its id stands for the words.
    """

    criterion: str
    value: str
    question: str
    answer: str


@dataclass(frozen=True)
class ReopenedResult:
    """A stored result, opened again.

    `told` is the same result with everything that belongs to it, worked out anew; None where the
    criteria are not those of that day, or no longer lead to it. The stored result holds then.
    `disclosure` says who gains from the advice, whatever criteria it came from.
    """

    stored: StoredResult
    label: str
    answers: tuple[GivenAnswer, ...]
    told: Recommendation | None
    disclosure: str

    @property
    def confidence(self) -> str:
        """The stored confidence in words."""
        return self.stored.confidence.replace("_", " ").capitalize()


def address(id: str) -> str:
    """The path at which the server shows the result of this public id."""
    return f"{ADDRESSES}{id}"


def reopen(criteria: Criteria, stored: StoredResult) -> ReopenedResult:
    """Work a stored result out anew from its answers."""
    return ReopenedResult(
        stored=stored,
        label=_label(criteria, stored.outcome),
        answers=tuple(_given(criteria, *item) for item in stored.answers.items()),
        told=_retold(criteria, stored),
        disclosure=criteria.disclosure,
    )


def as_markdown(result: ReopenedResult) -> str:
    """The whole result as Markdown; nothing in the work's name is taken for Markdown."""
    stored = result.stored
    heading = f"# Outsourcing advice: {_plain_markdown(stored.work)}"
    day = f"Finished on {stored.day} (UTC), by criteria version {stored.criteria_version}."
    if result.told is not None:
        return "\n\n".join((heading, day, result.told.text())) + "\n"
    answers = [f"- {each.question}: {each.answer}" for each in result.answers]
    points = f"BPO {wording.plain(stored.points.bpo)}, KPO {wording.plain(stored.points.kpo)}"
    outcome = f"**Result: {result.label}** ({result.confidence.lower()}). Points: {points}."
    parts = (heading, day, outdated(stored), outcome, "\n".join(answers), f"*{result.disclosure}*")
    return "\n\n".join(parts) + "\n"


def as_json(result: ReopenedResult) -> str:
    """The whole result as JSON; `recommendation` is a bot message's payload, null if outdated."""
    stored = result.stored
    told = None if result.told is None else result.told.payload()
    document = {
        "work": stored.work,
        "finished": stored.finished.isoformat(),
        "criteria_version": stored.criteria_version,
        "outcome": stored.outcome,
        "confidence": stored.confidence,
        "points": {"bpo": stored.points.bpo, "kpo": stored.points.kpo},
        "answers": dict(stored.answers),
        "recommendation": told,
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def as_csv(result: ReopenedResult) -> str:
    """The questions, answers and points as CSV, and their sums; a formula stays text.

    The points of each answer are empty where the result is outdated.
    """
    stored = result.stored
    text = io.StringIO()
    # Quotes around every text, and the visitor's words first: a spreadsheet that splits lines at
    # another sign than the comma then finds no formula at the start of a cell either.
    writer = csv.writer(text, quoting=csv.QUOTE_NONNUMERIC)
    writer.writerow(CSV_COLUMNS)
    common = (_inert(stored.work), stored.finished.isoformat())
    if result.told is not None:
        for line in result.told.lines:
            words = (line.criterion, line.question, line.answer)
            writer.writerow((*common, *words, line.points.bpo, line.points.kpo, line.note or ""))
    else:
        for each in result.answers:
            words = (each.criterion, each.question, each.answer)
            writer.writerow((*common, *words, "", "", ""))
    outcome = f"Result: {result.label} ({result.confidence.lower()})"
    points = (stored.points.bpo, stored.points.kpo)
    writer.writerow((*common, CSV_TOTAL, "Total", "", *points, outcome))
    return text.getvalue()


def outdated(stored: StoredResult) -> str:
    """What is said where a stored result cannot be worked out anew."""
    return (
        "The questions or their points have changed since this result was made "
        f"(criteria version {stored.criteria_version}), so its reasons are not shown. The result, "
        "its points and your answers are those of that day."
    )


def _retold(criteria: Criteria, stored: StoredResult) -> Recommendation | None:
    if stored.criteria_version != criteria.version:
        return None
    try:
        told = recommend(criteria, Answers.of(criteria, stored.answers))
    except AnswerError:
        return None
    same = (told.outcome, told.confidence, told.points) == (
        stored.outcome,
        stored.confidence,
        stored.points,
    )
    return told if same else None


def _label(criteria: Criteria, outcome: str) -> str:
    if outcome == "too_early":
        return wording.label(criteria, "too_early")
    return next((each.label for each in criteria.outcomes if each.id == outcome), outcome)


def _given(criteria: Criteria, criterion: str, value: str) -> GivenAnswer:
    question = next((each for each in criteria.questions if each.id == criterion), None)
    if question is None:
        return GivenAnswer(criterion, value, criterion, value)
    known = value in (*question.values, NOT_SURE)
    answer = wording.answer_title(criteria, criterion, value) if known else value
    return GivenAnswer(criterion, value, question.short, answer)


def _plain_markdown(text: str) -> str:
    return _MARKDOWN_SIGNS.sub(r"\\\1", _one_line(text))


def _inert(text: str) -> str:
    """Text that no spreadsheet takes for a formula."""
    plain = _one_line(text)
    return f"'{plain}" if plain.startswith(_FORMULA_STARTS) else plain


def _one_line(text: str) -> str:
    return _BREAKS_AND_CONTROLS.sub(" ", text).strip()
