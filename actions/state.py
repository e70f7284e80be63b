"""The interview at one moment, read from the slots and written back to them."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from advisor import Answers, Ask, Confirm, Finish, next_step
from advisor.interview import deciding_gate
from advisor.opener import Finding, Statement
from content.criteria import Criteria

WORK = "work"
STATE = "interview"


@dataclass(frozen=True)
class State:
    """What the interview knows besides its answers.

    Attributes:
        id: names this interview; its result is stored once under it.
        order: the criteria answered, oldest first; 'back' takes the last one.
        confirmed: the visitor stands by the answer that keeps the work in-house.
        guess: a guessed value of the question asked, waiting for yes or no.
        failures: how often in a row the visitor was not understood.
        asked: the criterion to be asked next, whatever the order says.
        is_stopped: the visitor stopped the interview; it can be taken up again.
        is_enough: the visitor wants the result without the questions still open.
        is_told: a result has been told; the answers may have changed since.
        understood: answers read from the visitor's words, waiting to be confirmed together.
        disputed: the criteria that the visitor said two different things of, to be asked first.
    """

    id: str = field(default_factory=lambda: secrets.token_urlsafe(9))
    order: tuple[str, ...] = ()
    confirmed: bool = False
    guess: str | None = None
    failures: int = 0
    asked: str | None = None
    is_stopped: bool = False
    is_enough: bool = False
    is_told: bool = False
    understood: tuple[Finding, ...] = ()
    disputed: tuple[str, ...] = ()

    @classmethod
    def of(cls, slot: Mapping[str, Any] | None) -> State:
        """Read the state from its slot; an empty slot is a new interview."""
        if not slot:
            return cls()
        understood = tuple(Finding(**each) for each in slot.get("understood", ()))
        names = {key: tuple(slot.get(key, ())) for key in ("order", "disputed")}
        return cls(**{**slot, **names, "understood": understood})


@dataclass(frozen=True)
class Interview:
    """The interview at one moment: the work, the answers, the state."""

    criteria: Criteria
    work: str | None = None
    answers: Answers = field(default_factory=Answers)
    state: State = field(default_factory=State)

    @classmethod
    def of(cls, slots: Mapping[str, Any], criteria: Criteria) -> Interview:
        """Read the interview from the slots."""
        given = {name: slots[name] for name in criteria.ids if slots.get(name) is not None}
        return cls(
            criteria, slots.get(WORK), Answers.of(criteria, given), State.of(slots.get(STATE))
        )

    @property
    def step(self) -> Ask | Confirm | Finish:
        """What comes next; the work is asked for before any step."""
        state = self.state
        following = next_step(
            self.criteria, self.answers, confirmed=state.confirmed, offers=not state.is_told
        )
        asked = next((name for name in (state.asked, *state.disputed) if name is not None), None)
        if asked is not None:
            remaining = following.remaining if isinstance(following, Ask) else 0
            return Ask(asked, min(len(self.answers) + 1, len(self.criteria.ids)), remaining)
        if state.is_enough and isinstance(following, Ask):
            return Finish()
        return following

    @property
    def requested(self) -> str | None:
        """The slot to be filled next, None when the interview is over."""
        if self.state.is_stopped:
            return None
        if self.work is None:
            return WORK
        if self.is_confirming:
            return self.state.understood[0].criterion
        step = self.step
        return None if isinstance(step, Finish) else step.criterion

    @property
    def is_confirming(self) -> bool:
        """Whether answers read from the visitor's words are shown, to be confirmed in one step."""
        return bool(self.state.understood) and self.work is not None and self.state.asked is None

    @property
    def is_finished(self) -> bool:
        """Whether there is a result to tell: nothing is left to ask, and it was not stopped."""
        return bool(self.answers) and not self.state.is_stopped and self.requested is None

    def with_state(self, **changes: Any) -> Interview:
        """Return the interview with parts of its state replaced."""
        return replace(self, state=replace(self.state, **changes))

    def answered(self, criterion: str, value: str) -> Interview:
        """Return the interview with one more answer, or with one replaced.

        Raises:
            AnswerError: the criterion or the value is unknown.
        """
        order = (*(name for name in self.state.order if name != criterion), criterion)
        is_gate = criterion == deciding_gate(self.criteria, self.answers)
        confirmed = self.state.confirmed and (not is_gate or self.answers[criterion] == value)
        answers = self.answers.given(self.criteria, criterion, value)
        return replace(self, answers=answers).with_state(
            order=order,
            confirmed=confirmed,
            guess=None,
            failures=0,
            asked=None,
            is_enough=False,
            understood=tuple(each for each in self.state.understood if each.criterion != criterion),
            disputed=tuple(name for name in self.state.disputed if name != criterion),
        )

    def understanding(self, said: Statement) -> Interview:
        """Return the interview with more answers to be confirmed, or disputed; the newer count."""
        newly = dict.fromkeys(each.criterion for each in said.disputes)
        waiting = (each for each in self.state.understood if each.criterion not in newly)
        read = {each.criterion: each for each in (*waiting, *said.findings)}
        return self.with_state(
            understood=tuple(read.values()),
            disputed=tuple(dict.fromkeys((*self.state.disputed, *newly))),
            asked=None,
            guess=None,
            failures=0,
        )

    def confirming(self) -> Interview:
        """Return the interview with all that was understood as answers."""
        confirmed = self
        for finding in self.state.understood:
            confirmed = confirmed.answered(finding.criterion, finding.value)
        return confirmed

    def withdrawn(self, criterion: str) -> Interview:
        """Return the interview as if a question had not been answered, to be asked it again."""
        order = tuple(name for name in self.state.order if name != criterion)
        return replace(self, answers=self.answers.without(criterion)).with_state(
            order=order, confirmed=False, guess=None, failures=0, asked=criterion, is_enough=False
        )

    def back(self) -> Interview:
        """Return the interview one step back: before a detour, or before the last answer."""
        state = self.state
        is_detour = state.asked is not None and (state.asked in self.answers or state.understood)
        if state.guess is not None or is_detour:
            return self.with_state(guess=None, asked=None, failures=0)
        if state.understood and state.order:
            return self.with_state(understood=(), disputed=(), failures=0)
        if not state.order:
            return replace(self, work=None).with_state(
                asked=None, failures=0, understood=(), disputed=()
            )
        return self.withdrawn(state.order[-1])

    def slots(self) -> dict[str, Any]:
        """Return the interview as slots."""
        answers = {name: self.answers.get(name) for name in self.criteria.ids}
        return {WORK: self.work, **answers, STATE: asdict(self.state)}
