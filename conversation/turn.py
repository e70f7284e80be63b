"""One turn: a message, what was remembered when it came, and what comes of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from advisor.decision.answers import Answers
from advisor.reading.findings import Finding
from advisor.speaking.replies import Reply
from conversation.interview import Interview
from conversation.message import Message
from conversation.services import Services
from conversation.state import LastAnswer, Option, Pending, State

LONG_PAUSE = 8 * 60 * 60.0
"""The seconds after which a visitor has forgotten what was said: another day, most often."""


@dataclass(frozen=True)
class Turn:
    """A message with what the conversation knew when it came.

    Attributes:
        message: what was said.
        state: what is remembered, without what the last message waited for or offered.
        pending: what the last message waited for.
        offer: what it offered.
        services: what the conversation needs of the rest.
    """

    message: Message
    state: State
    services: Services
    pending: Pending | None = None
    offer: tuple[Option, ...] = ()

    @property
    def interview(self) -> Interview:
        """The interview spoken of now."""
        return self.state.interview

    @cached_property
    def answers(self) -> Answers:
        """The answers of the interview spoken of now."""
        return self.interview.answers(self.services.criteria)

    @property
    def requested(self) -> str | None:
        """The slot that the open question is to fill."""
        return self.interview.requested(self.services.criteria)

    @cached_property
    def open_criterion(self) -> str | None:
        """The criterion of the open question, None where none is open or the work is asked for."""
        asked = self.requested
        return asked if asked in self.services.criteria.ids else None

    @property
    def is_open(self) -> bool:
        """Whether a question of the interview is open."""
        return self.interview.is_open

    @property
    def last(self) -> LastAnswer | None:
        """What was answered last, if that is fresh."""
        return self.state.fresh(self.message.time)

    @property
    def is_after_long_pause(self) -> bool:
        """Whether nothing was said for so long that it is forgotten."""
        return bool(self.state.at) and self.message.time - self.state.at >= LONG_PAUSE

    @cached_property
    def answer(self) -> Finding | None:
        """The answer that the message gives to the open question."""
        if self.open_criterion is None or self.message.is_button:
            return None
        return self.services.reader.answer(
            self.message.text, self.open_criterion, self.message.signals
        )

    @cached_property
    def facts(self) -> tuple[Finding, ...]:
        """The answers that the message gives unasked, but for what is an answer already."""
        if self.message.is_button:
            return ()
        said = self.services.reader.facts(self.message.text, self.message.signals)
        return tuple(each for each in said if self.answers.get(each.criterion) != each.value)

    def taken_as(self, intent: str) -> Turn:
        """Return the turn with its words taken as an intent that leaves no doubt."""
        return replace(self, message=self.message.taken_as(intent))

    def pressed(self, payload: str) -> Turn:
        """Return the turn as if the button of this payload had been pressed."""
        return replace(self, message=self.message.pressed(payload))

    def on(self, interview: Interview) -> Turn:
        """Return the turn with another interview spoken of."""
        return replace(self, state=self.state.but(interview=interview))

    def say(
        self,
        *replies: Reply,
        interview: Interview | None = None,
        last: LastAnswer | None = None,
        pending: Pending | None = None,
        asks: bool = False,
    ) -> Outcome:
        """Return the outcome of saying something.

        Args:
            replies: what is said.
            interview: the interview after it; as before unless given.
            last: what was answered; as before unless given.
            pending: what is waited for now.
            asks: whether the open question is asked (again) after the replies.
        """
        state = self.state
        if interview is not None:
            state = state.but(interview=interview)
        if last is not None:
            state = state.but(last=last.copy(update={"at": self.message.time}))
        if pending is not None:
            state = state.but(pending=pending)
        return Outcome(state, replies, asks)


@dataclass(frozen=True)
class Outcome:
    """What comes of a message.

    Attributes:
        state: what is remembered now.
        replies: what is said.
        asks: whether the open question is asked after it.
        wants_result: whether the interview has come to its end, and its result is to be told.
        tried_result: whether that was done already, or failed and was told so.
    """

    state: State
    replies: tuple[Reply, ...] = ()
    asks: bool = False
    wants_result: bool = False
    tried_result: bool = False

    def after(self, *others: Reply) -> Outcome:
        """Return the outcome with other replies before its own."""
        return replace(self, replies=(*others, *self.replies))

    def before(self, *others: Reply) -> Outcome:
        """Return the outcome with other replies after its own."""
        return replace(self, replies=(*self.replies, *others))

    def asking(self) -> Outcome:
        """Return the outcome with the open question asked after its replies."""
        return replace(self, asks=True)


def offered(replies: Sequence[Reply]) -> tuple[Option, ...]:
    """What the last of the replies with buttons offers."""
    for reply in reversed(replies):
        if reply.buttons:
            return tuple(
                Option(title=each.title, payload=each.payload, is_command=each.kind == "command")
                for each in reply.buttons
            )
    return ()
