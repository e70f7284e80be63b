"""What Rasa's tracker has of a message and of the state, and the events that it gets back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from advisor.speaking.replies import Reply
from conversation.message import FALLBACK, Message, Question, Work
from conversation.state import SLOT

Events = list[dict[str, Any]]


def message_of(tracker: Tracker) -> Message:
    """Read the latest message of a conversation."""
    found = tracker.latest_message
    intent = found.get("intent") or {}
    user = _latest(tracker.events, "user") or {}
    text = found.get("text") or ""
    time = float(user.get("timestamp") or 0.0)
    return Message(
        conversation=tracker.sender_id,
        key=str(user.get("message_id") or time),
        text=text,
        said=(user.get("metadata") or {}).get("shown") or text,
        intent=intent.get("name") or FALLBACK,
        confidence=float(intent.get("confidence") or 0.0),
        ranking=tuple(
            (each["name"], float(each["confidence"])) for each in found.get("intent_ranking") or ()
        ),
        entities=tuple(found.get("entities") or ()),
        works=tuple(_work(each) for each in found.get("works") or ()),
        subject=found.get("subject") or "other",
        subject_confidence=float(found.get("subject_confidence", 1.0)),
        polarity=found.get("polarity"),
        form=found.get("form"),
        detail=found.get("detail"),
        topics=tuple(
            (each["name"], float(each["confidence"])) for each in found.get("topics") or ()
        ),
        questions=tuple(_question(each) for each in found.get("questions") or ()),
        signals=tuple(found.get("reading") or ()),
        time=time,
        model_version=_model_version(tracker.events),
    )


def speak(dispatcher: CollectingDispatcher, replies: Sequence[Reply]) -> None:
    """Send replies, each as one message with text, buttons and payload together."""
    for reply in replies:
        dispatcher.utter_message(
            text=reply.text,
            buttons=[button.as_dict() for button in reply.buttons],
            json_message=dict(reply.payload),
        )


def slot_events(after: Mapping[str, Any], before: Mapping[str, Any]) -> Events:
    """Return Rasa's events for the slots that changed; the state's own slot always."""
    return [
        SlotSet(slot, value)
        for slot, value in after.items()
        if slot == SLOT or before.get(slot) != value
    ]


def _work(given: Mapping[str, Any]) -> Work:
    return Work(
        name=given["name"],
        stays=given.get("role") == "stays",
        own=bool(given.get("own")),
        judgement=given.get("judgement") or {},
    )


def _question(given: Mapping[str, Any]) -> Question:
    return Question(
        topic=given["topic"],
        models=tuple(given["models"]),
        confidence=float(given["confidence"]),
        subject=given["subject"],
        subject_confidence=float(given.get("subject_confidence", 1.0)),
        polarity=given.get("polarity"),
        detail=given.get("detail"),
        text=given.get("text") or "",
    )


def _latest(events: Sequence[Mapping[str, Any]], kind: str) -> Mapping[str, Any] | None:
    return next((event for event in reversed(events) if event.get("event") == kind), None)


def _model_version(events: Sequence[Mapping[str, Any]]) -> str:
    """Return which trained model the conversation runs on, as Rasa notes it on its events."""
    models = ((event.get("metadata") or {}).get("model_id") for event in reversed(events))
    return str(next((model for model in models if model), "unknown"))
