"""A result to keep: where it stands, what it says when opened again, and how it is written down."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from advisor.decision.answers import AnswerError, Answers
from advisor.decision.recommendation import Boundary, Recommendation, recommend
from advisor.decision.scoring import Points
from advisor.reading.naming import UNNAMED
from advisor.speaking.recommendation import ToldResult
from advisor.speaking.results import NO_BOUNDARY, ResultWords
from advisor.speaking.wording import GivenAnswer, given_answers
from content.criteria import Criteria

ADDRESSES = "/results/"
"""What the addresses of all results begin with."""

CSV_COLUMNS = ("work", "finished", "criterion", "question", "answer", "bpo", "kpo", "note")
CSV_TOTAL = "total"
CSV_SUMMARY = "summary"
"""What stands for the criterion in the rows of the sums and of the summary."""

_FORMULA_STARTS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
_CELL_ENDS = re.compile(r"[,;|\"]+")
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
    @property
    def boundary(self) -> Mapping[str, Sequence[str]] | None: ...


@dataclass(frozen=True)
class StoredResult:
    """What was kept when an interview ended.

    `work` is its name in the visitor's words, `finished` is in UTC. `outcome`, `confidence` and
    `criteria_version` are those of that day; `boundary` is the line between the parts that the
    visitor drew.
    """

    work: str
    finished: datetime
    criteria_version: str
    answers: Mapping[str, str]
    outcome: str
    confidence: str
    points: Points
    boundary: Boundary = NO_BOUNDARY

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
            boundary=boundary_of(record.boundary),
        )

    @property
    def day(self) -> str:
        """The day it was finished, in words."""
        return f"{self.finished:%B} {self.finished.day}, {self.finished.year}"


def boundary_of(kept: Mapping[str, Sequence[str]] | None) -> Boundary:
    """The boundary that was kept under `stays` and `goes`."""
    if kept is None:
        return NO_BOUNDARY
    return Boundary(tuple(kept.get("stays", ())), tuple(kept.get("goes", ())))


def kept_boundary(boundary: Boundary) -> dict[str, list[str]] | None:
    """A boundary as it is kept; None where nothing was said of it."""
    if not boundary:
        return None
    return {"stays": list(boundary.stays), "goes": list(boundary.goes)}


@dataclass(frozen=True)
class ReopenedResult:
    """A stored result, opened again, and the words to tell it with.

    `told` is the same result with everything that belongs to it, worked out anew; None where the
    criteria are not those of that day, or no longer lead to it. The stored result holds then.
    """

    stored: StoredResult
    label: str
    level: str
    answers: tuple[GivenAnswer, ...]
    told: ToldResult | None
    words: ResultWords

    @property
    def confidence(self) -> str:
        """The stored confidence as it opens a sentence."""
        return f"{self.level[:1].upper()}{self.level[1:]}"

    @property
    def outdated(self) -> str:
        """What is said where a stored result cannot be worked out anew."""
        return self.words.texts("result.outdated", version=self.stored.criteria_version)

    @property
    def disclosure(self) -> str:
        """Who gains from the advice, whatever criteria it came from."""
        return self.words.criteria.disclosure


def address(id: str) -> str:
    """The path at which the server shows the result of this public id."""
    return f"{ADDRESSES}{id}"


def reopen(words: ResultWords, stored: StoredResult) -> ReopenedResult:
    """Work a stored result out anew from its answers, by the criteria that the words are for."""
    found = _retold(words.criteria, stored)
    level = f"result.level.{stored.confidence}"
    return ReopenedResult(
        stored=stored,
        label=_label(words, stored.outcome),
        level=words.texts(level) if level in words.texts else stored.confidence,
        answers=given_answers(words.criteria, stored.answers),
        told=None if found is None else words.told(found, stored.work, stored.boundary),
        words=words,
    )


def as_markdown(result: ReopenedResult) -> str:
    """The whole result as Markdown; nothing in the visitor's words is taken for Markdown."""
    stored, texts = result.stored, result.words.texts
    work = _plain_markdown(stored.work)
    heading = f"# {texts('result.file.title', work=work)}"
    day = texts("result.file.finished", day=stored.day, version=stored.criteria_version)
    if result.told is not None:
        plain = Boundary(
            tuple(_plain_markdown(part) for part in stored.boundary.stays),
            tuple(_plain_markdown(part) for part in stored.boundary.goes),
        )
        told = result.words.told(result.told.recommendation, work, plain)
        summary = f"**{texts('result.title.summary')}**\n\n{told.summary}"
        return "\n\n".join((heading, day, summary, told.text)) + "\n"
    phrases = result.words.phrases
    answers = [
        "- " + texts("result.line", question=each.question, answer=each.answer)
        for each in result.answers
    ]
    outcome = texts(
        "result.file.outcome",
        label=result.label,
        level=result.level,
        points=phrases.sums(stored.points),
    )
    parts = (heading, day, result.outdated, outcome, "\n".join(answers), f"*{result.disclosure}*")
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
        "summary": None if result.told is None else result.told.summary,
        "recommendation": told,
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def as_csv(result: ReopenedResult) -> str:
    """The questions, answers and points as CSV, and their sums; a formula stays text.

    What stays, what goes and a summary follow where there are any. The points of each answer are
    empty where the result is outdated.
    """
    stored, texts = result.stored, result.words.texts
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
    outcome = texts("result.file.total", label=result.label, level=result.level)
    points = (stored.points.bpo, stored.points.kpo)
    writer.writerow((*common, CSV_TOTAL, texts("result.total"), "", *points, outcome))
    if result.told is not None:
        for name, title, words_of_it in _more_rows(result, result.told):
            writer.writerow((*common, name, title, words_of_it, "", "", ""))
    return text.getvalue()


def _more_rows(result: ReopenedResult, told: ToldResult) -> Iterator[tuple[str, str, str]]:
    """The rows after the sums; visitor's words in them have no sign at which a line is split."""
    texts = result.words.texts
    if told.boundary is not None:
        lines = {"stays": told.boundary.boundary.stays, "goes": told.boundary.boundary.goes}
        for name, parts in lines.items():
            if parts:
                words = result.words.phrases.all_of(_unsplit(part) for part in parts)
                yield name, texts(f"result.file.{name}"), words
    work, line = _unsplit(result.stored.work), result.stored.boundary
    unsplit = Boundary(tuple(map(_unsplit, line.stays)), tuple(map(_unsplit, line.goes)))
    summary = result.words.told(told.recommendation, work, unsplit).summary
    yield CSV_SUMMARY, texts("result.title.summary"), summary


def _retold(criteria: Criteria, stored: StoredResult) -> Recommendation | None:
    if stored.criteria_version != criteria.version:
        return None
    try:
        found = recommend(criteria, Answers.of(criteria, stored.answers))
    except AnswerError:
        return None
    same = (found.outcome, found.confidence, found.points) == (
        stored.outcome,
        stored.confidence,
        stored.points,
    )
    return found if same else None


def _label(words: ResultWords, outcome: str) -> str:
    if outcome == "too_early":
        return words.phrases.label("too_early")
    labels = {str(each.id): each.label for each in words.criteria.outcomes}
    return labels.get(outcome, outcome)


def _plain_markdown(text: str) -> str:
    return _MARKDOWN_SIGNS.sub(r"\\\1", _one_line(text))


def _inert(text: str) -> str:
    """Text that no spreadsheet takes for a formula."""
    plain = _one_line(text)
    return f"'{plain}" if plain.startswith(_FORMULA_STARTS) else plain


def _unsplit(text: str) -> str:
    """Text on one line without what ends a cell, and without what begins a formula."""
    return _CELL_ENDS.sub(" ", _one_line(text)).strip().lstrip("".join(_FORMULA_STARTS))


def _one_line(text: str) -> str:
    return _BREAKS_AND_CONTROLS.sub(" ", text).strip()
