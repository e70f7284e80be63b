"""What a conversation remembers, typed and versioned; it lives in one slot between messages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal, Union

from pydantic import Field, ValidationError

from content.criteria import Criteria
from content.schema import MODELS, Model, Polarity
from conversation.interview import WORK, Interview, Status, Value

SLOT = "conversation"
"""The slot that holds the state."""

FORMER_SLOT = "interview"
"""The slot of conversations that began before there was a version."""

CONTEXT_SECONDS = 600
"""How long a topic stays what 'it' refers to."""


class Option(Value):
    """Something offered on the screen: a button's title and what it sends."""

    title: str
    payload: str
    is_command: bool = False


class ConfirmChange(Value):
    """A change of an answer waits for a yes. `interview` is the id of the one it changes."""

    kind: Literal["confirm_change"] = "confirm_change"
    interview: str
    criterion: str
    value: str


class ChooseChange(Value):
    """Which answer is to be changed was asked, or what a criterion's answer is now."""

    kind: Literal["choose_change"] = "choose_change"
    interview: str
    criterion: str | None = None


class GiveName(Value):
    """The new name of a kept result was asked for."""

    kind: Literal["give_name"] = "give_name"
    result: str


class ConfirmDeletion(Value):
    """A deletion waits for a yes: of one kept result, or of everything."""

    kind: Literal["confirm_deletion"] = "confirm_deletion"
    result: str | None = None


class ConfirmRestart(Value):
    """To start afresh over kept answers waits for a yes; with the first words of the new work."""

    kind: Literal["confirm_restart"] = "confirm_restart"
    fresh: Interview


Pending = Annotated[
    Union[ConfirmChange, ChooseChange, GiveName, ConfirmDeletion, ConfirmRestart],  # noqa: UP007
    Field(discriminator="kind"),
]
"""What the assistant waits for, besides the answer to the interview's open question."""

Kind = Literal["answer", "task", "refusal", "result", "notice"]


class LastAnswer(Value):
    """What was answered last, so that turns about it can be understood.

    Attributes:
        kind: whether it was an answer of the guide, a judgement of some work, a refusal, something
            on a result of the visitor's, or another message.
        topic, models, polarity, detail: the question that it answered.
        subject: what was refused.
        work, judgement: the work that was judged, and how.
        points: how many points it listed.
        interview: the id of the interview whose result it was on.
        supposed: the answers supposed by the last 'what if', by criterion.
        at: when it was said, in seconds since 1970.
    """

    kind: Kind
    topic: str | None = None
    models: tuple[Model, ...] = ()
    polarity: Polarity | None = None
    detail: str | None = None
    subject: str | None = None
    work: str | None = None
    points: int = 0
    interview: str | None = None
    supposed: dict[str, str] = Field(default_factory=dict)
    judgement: dict[str, Any] = Field(default_factory=dict)
    at: float = 0.0


class State(Value):
    """All that a conversation remembers.

    Attributes:
        interview: the interview spoken of now.
        shelved: others that were begun and not finished, the latest last.
        waiting: names of works that the visitor named to be assessed afterwards.
        pending: what the assistant waits for.
        offer: what the last message offered, as buttons.
        last: what was answered last.
        misunderstandings: how often in a row nothing was understood outside an interview.
        seen: the key of the last message, for a message counts once.
        at: when the last message came, in seconds since 1970.
    """

    version: Literal[1] = 1
    interview: Interview = Field(default_factory=Interview)
    shelved: tuple[Interview, ...] = ()
    waiting: tuple[str, ...] = ()
    pending: Pending | None = None
    offer: tuple[Option, ...] = ()
    last: LastAnswer | None = None
    misunderstandings: int = 0
    seen: str | None = None
    at: float = 0.0

    def but(self, **changes: Any) -> State:
        """Return the state with parts of it replaced."""
        return self.copy(update=changes)

    def fresh(self, time: float) -> LastAnswer | None:
        """Return what was answered last, None where that is too long ago to be meant by 'it'."""
        last = self.last
        return None if last is None or time - last.at > CONTEXT_SECONDS else last

    def slots(self, criteria: Criteria) -> dict[str, Any]:
        """Return the state as slots: itself, and for the form the work and each answer."""
        answers = {name: self.interview.given.get(name) for name in criteria.ids}
        return {WORK: self.interview.work, **answers, SLOT: self.dict(), FORMER_SLOT: None}


def state_of(slots: Mapping[str, Any], criteria: Criteria) -> State:
    """Read the state from the slots.

    One of before there was a version is taken over; one that cannot be read is given up for a new
    one with the answers that the other slots have.
    """
    stored = slots.get(SLOT)
    given = {name: slots[name] for name in criteria.ids if slots.get(name) is not None}
    if stored is None:
        return _former(slots, given)
    try:
        return State.parse_obj(stored)
    except ValidationError:
        status: Status = "stopped" if given or slots.get(WORK) else "none"
        return State(interview=Interview(status=status, work=slots.get(WORK), given=given))


def _former(slots: Mapping[str, Any], given: dict[str, str]) -> State:
    """Take over what a conversation had in its slots before its state had a version."""
    former = slots.get(FORMER_SLOT) or {}
    if not former and not given and not slots.get(WORK):
        return State()
    order = tuple(name for name in former.get("order", ()) if name in given)
    told = bool(former.get("is_told"))
    is_open = slots.get("requested_slot") is not None
    interview = Interview(
        status="open" if is_open else "told" if told else "stopped",
        work=slots.get(WORK),
        given=given,
        order=order or tuple(given),
        confirmed=bool(former.get("confirmed")),
        enough=bool(former.get("is_enough")),
        was_told=told,
    )
    if former.get("id"):
        interview = interview.but(id=str(former["id"]))
    models = tuple(model for model in MODELS if model in (slots.get("models") or ()))
    topic, asked_at = slots.get("topic"), slots.get("asked_at")
    last = None
    if topic and asked_at is not None:
        last = LastAnswer(kind="answer", topic=topic, models=models, at=float(asked_at))
    return State(interview=interview, last=last)
