"""What the assistant says to a question: texts, buttons and typed payloads built from content."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from content.schema import Content, Model, Topic


@dataclass(frozen=True)
class Button:
    """A quick reply: what it says, and the intent it sends.

    `kind` is 'command' for buttons that steer the conversation and do not answer a question.
    """

    title: str
    payload: str
    kind: str | None = None

    def as_dict(self) -> dict[str, str]:
        """The button as Rasa's dispatcher takes it."""
        button = {"title": self.title, "payload": self.payload}
        return button if self.kind is None else {**button, "kind": self.kind}


@dataclass(frozen=True)
class Reply:
    """One message of the assistant: complete text, typed payload, quick replies."""

    text: str
    payload: Mapping[str, Any]
    buttons: tuple[Button, ...] = ()


def intent_payload(intent: str, **entities: str) -> str:
    """Return the payload by which a button sends an intent, such as `/benefits{"model": "kpo"}`."""
    return f"/{intent}{json.dumps(entities)}" if entities else f"/{intent}"


def topic_button(content: Content, topic: Topic, model: Model | None = None) -> Button:
    """Return a button that asks for a topic in plain words."""
    entities: dict[str, str] = {} if model is None else {"model": model}
    return Button(content.topic_question(topic), intent_payload(topic, **entities))
