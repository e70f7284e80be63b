"""One message of the visitor, with what the conversation knew when it came."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, cast

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from advisor.naming import is_name
from advisor.replies import Reply
from content.schema import MODELS, SMALL_TALK, TOPICS, Model, Topic

Events = list[dict[str, Any]]

FALLBACK = "nlu_fallback"
FOLLOW_UP = "follow_up"
COMMAND_ACTION = "action_interview_command"
_REOPENING = (COMMAND_ACTION, "action_answer")
CONTEXT_SECONDS = 600
"""How long a topic stays what 'it' refers to."""

_BOTH = re.compile(r"\bboth\b|\bthe two\b|\beach\b|\bcompar(?:e|ed|ison)\b", re.I)
_GENERAL = re.compile(r"\boutsourc", re.I)
_OTHER_ONE = re.compile(r"\bthe other\b|\bother (?:one|model)\b", re.I)


@dataclass(frozen=True)
class Question:
    """One of the questions of a message that asks more than one.

    `subject` is what it is about where its topic is `out_of_scope`.
    """

    topic: Topic
    models: tuple[Model, ...]
    confidence: float
    subject: str


@dataclass(frozen=True)
class Turn:
    """The latest message and the slots, as plain values.

    Attributes:
        text: what was understood: typed words, or a button's payload.
        said: what the visitor saw of it: typed words, or a button's title.
        subject: what a message outside the guide is about.
        after: the code of the notice that the message follows, if it follows one.
        about: what that notice is about, if it names something.
        time: when it came, in seconds since 1970.
        pause: how long before nothing had been said, in seconds; 0 for the first message.
        model_version: which trained model understood it.
        is_handled: whether an action has dealt with it already.
        questions: the questions it asks, in order, where it clearly asks more than one.
    """

    conversation: str
    text: str
    said: str
    intent: str
    confidence: float
    ranking: tuple[tuple[str, float], ...]
    entities: tuple[Mapping[str, Any], ...]
    subject: str
    slots: Mapping[str, Any]
    after: str | None
    about: str | None
    time: float
    model_version: str
    is_handled: bool
    questions: tuple[Question, ...] = ()
    pause: float = 0.0

    @classmethod
    def of(cls, tracker: Tracker) -> Turn:
        """Read the latest message of a conversation."""
        message = tracker.latest_message
        intent = message.get("intent") or {}
        ranking = message.get("intent_ranking") or []
        user = _latest(tracker.events, "user") or {}
        text = message.get("text") or ""
        before = _payload(_latest(tracker.events[: _place_of_user(tracker.events)], "bot"))
        return cls(
            conversation=tracker.sender_id,
            text=text,
            said=(user.get("metadata") or {}).get("shown") or text,
            intent=intent.get("name") or FALLBACK,
            confidence=float(intent.get("confidence") or 0.0),
            ranking=tuple((entry["name"], float(entry["confidence"])) for entry in ranking),
            entities=tuple(message.get("entities") or ()),
            subject=message.get("subject") or "other",
            slots=tracker.slots,
            after=before.get("code"),
            about=before.get("subject"),
            time=float(user.get("timestamp") or 0.0),
            model_version=_model_version(tracker.events),
            is_handled=_is_handled(tracker.events),
            pause=_pause(tracker.events),
            questions=tuple(
                Question(
                    asked["topic"],
                    tuple(asked["models"]),
                    float(asked["confidence"]),
                    asked["subject"],
                )
                for asked in message.get("questions") or ()
            ),
        )

    @property
    def is_button(self) -> bool:
        """Whether the message came from a button, so that nothing about it is a guess."""
        return self.text.startswith("/")

    def entity(self, name: str) -> Mapping[str, Any] | None:
        """Return the first entity of a name."""
        return next((entity for entity in self.entities if entity["entity"] == name), None)

    @property
    def task(self) -> str | None:
        """The work that the message names."""
        entity = self.entity("task")
        return str(entity["value"]) if entity is not None and is_name(entity["value"]) else None

    @cached_property
    def topic(self) -> str:
        """The topic asked about: for a follow-up the one before, if it is still fresh."""
        if self.intent != FOLLOW_UP:
            return self.intent
        return self._fresh("topic") or ("definition" if self.named else FALLBACK)

    @property
    def asks_for_more(self) -> bool:
        """Whether the message follows up an answer without changing its topic or models."""
        return self.intent == FOLLOW_UP and list(self.models) == (self._fresh("models") or [])

    def taken_as(self, intent: str, *entities: Mapping[str, Any]) -> Turn:
        """The same message, taken as a command that leaves no doubt; its entities, unless given."""
        return replace(self, intent=intent, confidence=1.0, entities=entities or self.entities)

    def unclear(self) -> Turn:
        """The same message, taken as not understood."""
        return replace(self, intent=FALLBACK)

    @cached_property
    def models(self) -> tuple[Model, ...]:
        """The models asked about: those named, or else the one before, if it is still fresh."""
        before = cast("list[Model]", self._fresh("models") or [])
        if _OTHER_ONE.search(self.text) and len(before) == 1:
            return tuple(model for model in MODELS if model not in before)
        if not self.named and _BOTH.search(self.text):
            return MODELS
        if self.named or _GENERAL.search(self.text) or len(before) != 1 or self.is_button:
            return self.named
        return tuple(before)

    @property
    def candidates(self) -> list[Topic]:
        """The likeliest topics that can be offered when it is unclear what was meant."""
        offered = [
            cast(Topic, name)
            for name, _ in self.ranking
            if name in TOPICS and name not in SMALL_TALK and name != "out_of_scope"
        ]
        return offered[:2]

    @cached_property
    def named(self) -> tuple[Model, ...]:
        """The models that the message itself names."""
        named = {entity["value"] for entity in self.entities if entity["entity"] == "model"}
        return tuple(model for model in MODELS if model in named)

    def _fresh(self, slot: str) -> Any:
        asked_at = self.slots.get("asked_at")
        if asked_at is None or self.time - float(asked_at) > CONTEXT_SECONDS:
            return None
        return self.slots.get(slot)


def speak(dispatcher: CollectingDispatcher, *replies: Reply) -> None:
    """Send replies, each as one message with text, buttons and payload together."""
    for reply in replies:
        dispatcher.utter_message(
            text=reply.text,
            buttons=[button.as_dict() for button in reply.buttons],
            json_message=dict(reply.payload),
        )


def slot_events(after: Mapping[str, Any], before: Mapping[str, Any]) -> Events:
    """Return Rasa's events for the slots that changed."""
    return [SlotSet(slot, value) for slot, value in after.items() if before.get(slot) != value]


def _latest(events: Sequence[Mapping[str, Any]], kind: str) -> Mapping[str, Any] | None:
    return next((event for event in reversed(events) if event.get("event") == kind), None)


def _place_of_user(events: Sequence[Mapping[str, Any]]) -> int:
    """Return where the latest message of the visitor stands among the events."""
    places = (n for n in range(len(events) - 1, -1, -1) if events[n].get("event") == "user")
    return next(places, 0)


def _is_handled(events: Sequence[Mapping[str, Any]]) -> bool:
    """Return whether a command reopened the interview with this message."""
    since = events[_place_of_user(events) :]
    return any(event.get("name") in _REOPENING for event in since)


def _pause(events: Sequence[Mapping[str, Any]]) -> float:
    """Return how long before the latest message nothing had been said, in seconds."""
    at = _place_of_user(events)
    last = _latest(events[:at], "bot")
    if last is None:
        return 0.0
    return float(events[at].get("timestamp") or 0.0) - float(last.get("timestamp") or 0.0)


def _payload(reply: Mapping[str, Any] | None) -> Mapping[str, Any]:
    """Return the typed payload of a message of the assistant."""
    return ((reply or {}).get("data") or {}).get("custom") or {}


def _model_version(events: Sequence[Mapping[str, Any]]) -> str:
    """Return which trained model the conversation runs on, as Rasa notes it on its events."""
    models = ((event.get("metadata") or {}).get("model_id") for event in reversed(events))
    return str(next((model for model in models if model), "unknown"))
