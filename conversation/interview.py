"""The interview at one moment: the work, the answers, and where it stands."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import Any, Literal

from pydantic import BaseModel, Field

from advisor.decision.answers import AnswerError, Answers
from advisor.decision.order import Ask, Confirm, Finish, Step, deciding_gate, next_step
from advisor.decision.recommendation import Boundary
from advisor.reading.findings import Finding
from content.criteria import Criteria

Status = Literal["none", "open", "stopped", "told"]
"""Nothing asked yet, being asked, stopped by the visitor, or a result was told."""


class Value(BaseModel):
    """A frozen part of the state that refuses keys it does not know."""

    class Config:
        frozen = True
        extra = "forbid"
        arbitrary_types_allowed = False


class Doubt(Value):
    """An answer that was read from the visitor's words and waits for a yes."""

    criterion: str
    value: str
    words: str

    @classmethod
    def of(cls, finding: Finding) -> Doubt:
        """Return a finding as a doubt."""
        return cls(criterion=finding.criterion, value=finding.value, words=finding.words)


class Interview(Value):
    """An interview on one piece of work.

    Attributes:
        id: names it; its results are stored under it.
        work: what the visitor calls the work, None until it is named.
        given: the answers, by criterion.
        order: the criteria answered, oldest first; 'back' takes the last one.
        doubtful: answers read from the visitor's words that wait for a yes.
        asked: the criterion to be asked next, whatever the order says.
        confirmed: the visitor stands by the answer that keeps the work in-house.
        enough: the visitor wants the result without the questions still open.
        failures: how often in a row an answer was not understood.
        stays: the visitor's words for parts that stay with them.
        goes: the visitor's words for parts that are handed over.
        judgement: which model the work looks like by its name, as the task judge says.
        was_told: a result of it was told before; offered questions are not offered again.
    """

    id: str = Field(default_factory=lambda: secrets.token_urlsafe(9))
    status: Status = "none"
    work: str | None = None
    given: dict[str, str] = Field(default_factory=dict)
    order: tuple[str, ...] = ()
    doubtful: tuple[Doubt, ...] = ()
    asked: str | None = None
    confirmed: bool = False
    enough: bool = False
    failures: int = 0
    stays: tuple[str, ...] = ()
    goes: tuple[str, ...] = ()
    judgement: dict[str, Any] = Field(default_factory=dict)
    was_told: bool = False

    def answers(self, criteria: Criteria) -> Answers:
        """The answers, without those that the criteria have no more."""
        known: dict[str, str] = {}
        for criterion, value in self.given.items():
            try:
                known.update(Answers.of(criteria, {criterion: value}))
            except AnswerError:
                continue
        return Answers.of(criteria, known)

    @property
    def boundary(self) -> Boundary:
        """What stays and what goes, in the visitor's words; empty where nothing was said of it."""
        return Boundary(self.stays, self.goes if self.stays else ())

    @property
    def is_open(self) -> bool:
        """Whether its questions are being asked."""
        return self.status == "open"

    @property
    def is_told(self) -> bool:
        """Whether a result of it was told and its questions are not being asked again."""
        return self.status == "told"

    @property
    def is_kept(self) -> bool:
        """Whether it has words of the visitor that no stored result has: they must not be lost."""
        return self.status in ("open", "stopped") and bool(self.given or self.work or self.doubtful)

    def step(self, criteria: Criteria) -> Step:
        """What comes next, once the work is named and nothing waits for a yes."""
        answers = self.answers(criteria)
        following = next_step(criteria, answers, confirmed=self.confirmed, offers=not self.was_told)
        asked = self.asked
        if asked is not None:
            remaining = following.remaining if isinstance(following, Ask) else 0
            return Ask(asked, min(len(answers) + 1, len(criteria.ids)), remaining)
        if self.enough and isinstance(following, Ask):
            return Finish()
        return following

    def requested(self, criteria: Criteria) -> str | None:
        """The slot to be filled next, None when nothing is asked."""
        if not self.is_open:
            return None
        if self.work is None:
            return WORK
        if self.doubtful and self.asked is None:
            return self.doubtful[0].criterion
        step = self.step(criteria)
        return None if isinstance(step, Finish) else step.criterion

    def is_confirming(self) -> bool:
        """Whether answers read from the visitor's words wait for a yes."""
        return self.is_open and bool(self.doubtful) and self.work is not None and self.asked is None

    def gate(self, criteria: Criteria) -> Confirm | None:
        """The answer that has to be confirmed before the interview ends on it, if it is due."""
        if not self.is_open or self.work is None or self.is_confirming():
            return None
        step = self.step(criteria)
        return step if isinstance(step, Confirm) else None

    def is_finished(self, criteria: Criteria) -> bool:
        """Whether there is a result to tell: answers, and nothing left to ask."""
        return self.is_open and bool(self.given) and self.requested(criteria) is None

    def but(self, **changes: Any) -> Interview:
        """Return the interview with parts of it replaced."""
        return self.copy(update=changes)

    def answered(self, criteria: Criteria, criterion: str, value: str) -> Interview:
        """Return the interview with one more answer, or with one replaced.

        Raises:
            AnswerError: the criterion or the value is unknown.
        """
        answers = self.answers(criteria)
        is_gate = criterion == deciding_gate(criteria, answers)
        return self.but(
            given=dict(answers.given(criteria, criterion, value)),
            order=(*(name for name in self.order if name != criterion), criterion),
            confirmed=self.confirmed and (not is_gate or answers[criterion] == value),
            failures=0,
            asked=None,
            enough=False,
            doubtful=tuple(each for each in self.doubtful if each.criterion != criterion),
        )

    def doubting(self, findings: tuple[Finding, ...]) -> Interview:
        """Return the interview with more answers that wait for a yes; the newer count."""
        doubts = (Doubt.of(each) for each in findings)
        waiting = {each.criterion: each for each in (*self.doubtful, *doubts)}
        return self.but(doubtful=tuple(waiting.values()), asked=None, failures=0)

    def confirming(self, criteria: Criteria) -> Interview:
        """Return the interview with all that waited for a yes as answers."""
        confirmed = self
        for finding in self.doubtful:
            confirmed = confirmed.answered(criteria, finding.criterion, finding.value)
        return confirmed

    def withdrawn(self, criterion: str) -> Interview:
        """Return the interview as if a question had not been answered, to be asked it again."""
        return self.but(
            given={name: value for name, value in self.given.items() if name != criterion},
            order=tuple(name for name in self.order if name != criterion),
            confirmed=False,
            failures=0,
            asked=criterion,
            enough=False,
        )

    def back(self) -> Interview:
        """Return the interview one step back: before a detour, or before the last answer."""
        if self.asked is not None and (self.asked in self.given or self.doubtful):
            return self.but(asked=None, failures=0)
        if self.doubtful and (self.order or self.work is None):
            return self.but(doubtful=(), failures=0)
        if not self.order:
            return self.but(work=None, asked=None, failures=0, doubtful=())
        return self.withdrawn(self.order[-1])

    @classmethod
    def of_result(
        cls, criteria: Criteria, id: str, work: str | None, given: Mapping[str, str]
    ) -> Interview:
        """Return the interview that a kept result came from, as it was when that was told."""
        interview = cls(
            id=id,
            status="told",
            work=work,
            given=dict(given),
            order=tuple(given),
            enough=True,
            was_told=True,
        )
        gate = deciding_gate(criteria, interview.answers(criteria))
        return interview.but(confirmed=gate is not None)


WORK = "work"
"""The slot of the work's name."""
