"""One message of the visitor as it was understood."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from content.schema import MODELS, Form, Model, Polarity, Topic

FALLBACK = "nlu_fallback"
FOLLOW_UP = "follow_up"

SURE_OF_MODEL = 0.9
"""Probability from which a described model counts against the one spoken of before."""

CONTRARY: Polarity = "contrary"
"""The polarity of a question for what is not on the guide's list."""

_PAYLOAD = re.compile(r"/(?P<intent>\w+)(?P<entities>\{.*\})?", re.S)


@dataclass(frozen=True)
class Question:
    """One of the questions of a message that asks more than one.

    `subject` is what it is about where its topic is `out_of_scope`.
    """

    topic: Topic
    models: tuple[Model, ...]
    confidence: float
    subject: str
    subject_confidence: float = 1.0
    polarity: Polarity | None = None
    detail: str | None = None
    text: str = ""


@dataclass(frozen=True)
class Work:
    """A piece of work that a message names.

    Attributes:
        name: a short name, in the visitor's words.
        stays: whether it is said to stay with the visitor.
        own: whether it is the visitor's own work.
        judgement: which model it looks like, as the task judge says.
    """

    name: str
    stays: bool = False
    own: bool = False
    judgement: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Message:
    """What was said, and all that was understood of it.

    Attributes:
        conversation: the id of the conversation.
        key: names this message within the conversation.
        text: what was understood: typed words, or a button's payload.
        said: what the visitor saw of it: typed words, or a button's title.
        intent: the likeliest intent, `nlu_fallback` where none is likely.
        ranking: intents with their probabilities, likeliest first.
        subject: what a message outside the guide is about, `subject_confidence` how surely.
        polarity: `contrary` where the contrary of a topic's list is asked for.
        form: the form of the question: yes_no, figure, list, statement or open.
        detail: a narrower question within the topic, where it is one.
        topics: the topics alone with their probabilities, for where no turn can be meant.
        signals: what the reader of answers makes of it, clause by clause.
        time: when it came, in seconds since 1970.
        model_version: which trained model understood it.
    """

    conversation: str
    key: str
    text: str
    said: str
    intent: str
    confidence: float
    ranking: tuple[tuple[str, float], ...] = ()
    entities: tuple[Mapping[str, Any], ...] = ()
    works: tuple[Work, ...] = ()
    subject: str = "other"
    subject_confidence: float = 1.0
    polarity: Polarity | None = None
    form: Form | None = None
    detail: str | None = None
    topics: tuple[tuple[str, float], ...] = ()
    questions: tuple[Question, ...] = ()
    signals: tuple[Mapping[str, Any], ...] = ()
    time: float = 0.0
    model_version: str = "unknown"

    @property
    def is_button(self) -> bool:
        """Whether the message came from a button, so that nothing about it is a guess."""
        return self.text.startswith("/")

    @cached_property
    def words(self) -> int:
        """How many words the text has."""
        return len(self.text.split())

    @cached_property
    def plain(self) -> str:
        """The text as it is compared: lower case, straight quotes, no marks at its ends."""
        return plain(self.text)

    @property
    def asks(self) -> bool:
        """Whether the message has a question mark."""
        return "?" in self.text

    def entity(self, name: str) -> str | None:
        """Return the value of the first entity of a name."""
        found = next((each for each in self.entities if each["entity"] == name), None)
        return None if found is None else str(found["value"])

    @cached_property
    def task(self) -> Mapping[str, Any] | None:
        """The entity of the piece of work that is asked about, with its judgement."""
        return next((each for each in self.entities if each["entity"] == "task"), None)

    @cached_property
    def names_models(self) -> bool:
        """Whether the message names a model, or describes one beyond doubt."""
        found = (each for each in self.entities if each["entity"] == "model")
        return any(each.get("confidence_entity", 1.0) >= SURE_OF_MODEL for each in found)

    @cached_property
    def models(self) -> tuple[Model, ...]:
        """The models that the message itself names."""
        named = {each["value"] for each in self.entities if each["entity"] == "model"}
        return tuple(model for model in MODELS if model in named)

    def probability(self, intent: str) -> float:
        """How likely an intent is."""
        return dict(self.ranking).get(intent, self.confidence if intent == self.intent else 0.0)

    def likeliest(self, names: Collection[str], least: float) -> str | None:
        """Return the likeliest of some intents, None where none is as likely as `least`."""
        found = ((name, p) for name, p in self.ranking if name in names and p >= least)
        return next((name for name, _ in found), None)

    def is_surely(self, *intents: str, least: float) -> bool:
        """Whether the message has one of the intents, with at least this confidence."""
        return self.intent in intents and (self.is_button or self.confidence >= least)

    def pressed(self, payload: str) -> Message:
        """Return the message as if it were the button of this payload.

        Raises:
            ValueError: the payload is not of a button.
        """
        found = _PAYLOAD.fullmatch(payload)
        if found is None:
            raise ValueError(f"{payload!r} is no button's payload; write '/intent{{...}}'")
        given = json.loads(found["entities"] or "{}")
        entities = tuple({"entity": name, "value": value} for name, value in given.items())
        return replace(
            self,
            text=payload,
            intent=found["intent"],
            confidence=1.0,
            ranking=((found["intent"], 1.0),),
            entities=entities,
            works=(),
            polarity=None,
            form=None,
            detail=None,
            topics=(),
            questions=(),
            signals=(),
        )

    def taken_as(self, intent: str) -> Message:
        """Return the same words, taken as an intent that leaves no doubt."""
        return replace(self, intent=intent, confidence=1.0)


def plain(text: str) -> str:
    """Return a text as texts are compared: lower case, straight quotes, no marks at its ends."""
    return text.casefold().replace("’", "'").strip(" .!,?")


def models_in(text: str) -> frozenset[str]:
    """Return the models that a text names by their abbreviations."""
    return frozenset(re.findall(r"\b[bk]po\b", text.casefold()))
