"""Answering a question, within the interview or outside it: one way for all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast

from actions.turn import FALLBACK, FOLLOW_UP, Turn
from advisor.replies import (
    Reply,
    clarify_reply,
    more_reply,
    no_context_reply,
    refusal_reply,
    sorry_reply,
    stuck_reply,
    task_reply,
    topic_reply,
    unnamed_task_reply,
)
from content import Content
from content.schema import SMALL_TALK, Topic

COMPLAINT = "complaint"
"""The subject of insults and of complaints about the assistant's answers."""

_COMMON: tuple[Topic, ...] = ("difference", "when_to_choose")
"""What is offered where a message comes near to fewer than two topics."""


@dataclass(frozen=True)
class Answered:
    """The replies to a question, and the slots by which the conversation remembers it."""

    replies: tuple[Reply, ...]
    memory: dict[str, Any]


def answer_question(turn: Turn, content: Content) -> Answered:
    """Answer what a message asks: by the guide, by a refusal, or by asking back."""
    if turn.questions:
        return _answer_all(turn, content)
    if turn.topic == FALLBACK:
        return _ask_back(turn, content)
    understood = {"misunderstandings": 0}
    if turn.topic == "out_of_scope":
        reply = _refusal(content, turn.subject, turn.confidence)
        return Answered((reply,), {**understood, "topic": None, "models": None, "asked_at": None})
    if turn.topic == "classify_task":
        return Answered((_task_reply(turn, content),), understood)
    topic = cast(Topic, turn.topic)
    if topic in SMALL_TALK:
        return Answered((topic_reply(content, topic, (), turn.confidence),), understood)
    tell = more_reply if turn.asks_for_more else topic_reply
    reply = tell(content, topic, turn.models, turn.confidence)
    remembered = {"topic": topic, "models": list(turn.models), "asked_at": turn.time}
    return Answered((reply,), {**understood, **remembered})


def _answer_all(turn: Turn, content: Content) -> Answered:
    """Answer or refuse each question of a message that asks several.

    The last one that the guide answers is what 'it' refers to.
    """
    replies = tuple(
        _refusal(content, asked.subject, asked.confidence)
        if asked.topic == "out_of_scope"
        else topic_reply(content, asked.topic, asked.models, asked.confidence)
        for asked in turn.questions
    )
    last = [asked for asked in turn.questions if asked.topic != "out_of_scope"][-1]
    remembered = {"topic": last.topic, "models": list(last.models), "asked_at": turn.time}
    return Answered(replies, {"misunderstandings": 0, **remembered})


def _refusal(content: Content, subject: str, confidence: float) -> Reply:
    if subject == COMPLAINT:
        return sorry_reply(content)
    return refusal_reply(content, subject, confidence)


def _ask_back(turn: Turn, content: Content) -> Answered:
    failures = int(turn.slots.get("misunderstandings") or 0) + 1
    if turn.intent == FOLLOW_UP:
        return Answered((no_context_reply(content),), {"misunderstandings": failures})
    if failures > 1:
        return Answered((stuck_reply(content),), {"misunderstandings": failures})
    offered = dict.fromkeys((*turn.candidates, *_COMMON))
    reply = clarify_reply(content, tuple(offered)[:2], turn.models)
    return Answered((reply,), {"misunderstandings": failures})


def _task_reply(turn: Turn, content: Content) -> Reply:
    entity = turn.entity("task")
    if entity is None:
        return unnamed_task_reply(content)
    return task_reply(content, entity["value"], entity["judgement"], turn.confidence)
