"""Visitors who are interviewed by the real assistant, and keep count of what was acknowledged."""

import json
import random
import time
from typing import Any

import store
from store import Assessments
from tests.faults import bars
from tests.faults.server_process import ServerProcess
from tests.socket_client import Frame

BEGIN = "I would like some advice on my own work"
WORK = "invoice processing"
_TRIES = 5
_PATIENCE_SECONDS = 10 * bars.SLACK
"""How long an answer may take: an answer that waits to be read ages too."""


class Interviewee:
    """One visitor, who sends a message again under its id until it is acknowledged.

    Attributes:
        acknowledged: the ids of the messages that the server has acknowledged, in their order.
        silent: how many were neither answered nor refused in time.
    """

    def __init__(self, server: ServerProcess, seed: int) -> None:
        """Come to `server`; `seed` chooses the answers."""
        self.server = server
        self.tab = server.connect()
        self.acknowledged: list[str] = []
        self.silent = 0
        self._random = random.Random(seed)
        self._frame: Frame = {}
        self._number = 0
        self._sent = 0.0

    @property
    def conversation(self) -> str:
        """The conversation's id."""
        return str(self.tab.session["conversation"])

    def send(self) -> None:
        """Send the next message of the interview and do not wait."""
        self._frame = self._next()
        self._sent = time.monotonic()
        self._number = self.tab.send("user_message", self._frame)

    def hear(self) -> Frame:
        """Wait for what was sent to be acknowledged or refused, and return that."""
        return self._heard(self.tab.answer(self._number))

    def step(self) -> None:
        """Send the next message, and again until it is acknowledged."""
        self.send()
        self.settle(self.hear())

    def settle(self, answer: Frame) -> None:
        """Send a message that was refused again until it is acknowledged."""
        for _ in range(_TRIES):
            if answer["status"] != "refused":
                return
            answer = self.resend()
        raise AssertionError(f"refused {_TRIES} times: {answer}")

    def resend(self) -> Frame:
        """Send the same message again and return its acknowledgement or refusal."""
        self._sent = time.monotonic()
        return self._heard(self.tab.ask("user_message", self._frame))

    def return_(self) -> None:
        """Come back after the connection broke: replay, and send the open message again."""
        self.tab = self.server.connect(self.tab.token)
        self.tab.messages = self.tab.replay()
        self.settle(self.resend())

    def drop(self) -> None:
        """Vanish without a word."""
        self.tab.drop()

    def lost_or_doubled(self, database: str) -> int:
        """Return how many messages or results differ between what was given and what is stored."""
        history = self.tab.replay()
        stored = [each["id"] for each in history if each["from"] == "user"]
        wrong = len(set(self.acknowledged) ^ set(stored))
        wrong += len(stored) - len(set(stored))
        wrong += stored != self.acknowledged and not wrong
        told = results_told(history)
        kept = Assessments(store.connect(database)).of_conversation(self.conversation)
        wrong += abs(len(kept) - len(told))
        return wrong + sum(
            result.answers != answers for result, answers in zip(kept, told, strict=False)
        )

    def _heard(self, answer: Frame) -> Frame:
        self.silent += time.monotonic() - self._sent > _PATIENCE_SECONDS
        if answer["status"] != "refused" and self._frame["id"] not in self.acknowledged:
            self.acknowledged.append(self._frame["id"])
            if answer["status"] == "duplicate":
                self.tab.messages = self.tab.replay()
        return answer

    def _next(self) -> Frame:
        """Return the next message: an answer's button, the work, or the wish for advice."""
        last = _last_reply(self.tab.messages)
        payload = last.get("payload") or {}
        if payload.get("type") == "question" and payload.get("question") == "task":
            return self.tab.frame(WORK)
        if payload.get("type") == "question":
            answers = [each for each in last["buttons"] if each.get("kind") != "command"]
            return self._press(self._random.choice(answers))
        for button in last.get("buttons") or ():
            if button["title"] in ("Try again", "Assess other work"):
                return self._press(button)
        return self.tab.frame(BEGIN)

    def _press(self, button: dict[str, Any]) -> Frame:
        return self.tab.frame(button["title"], payload=button["payload"])


def results_told(history: list[Frame]) -> list[dict[str, str]]:
    """Return the answers behind each recommendation of a history, in their order.

    An answer after which the server apologized was not taken; the visitor was told so.
    """
    results: list[dict[str, str]] = []
    answers: dict[str, str] = {}
    before: dict[str, str] = {}
    offered: dict[str, tuple[str, str]] = {}
    for each in sorted(history, key=lambda message: int(message["seq"])):
        payload = each["payload"] or {}
        if each["from"] == "user":
            before = answers.copy()
            if each["text"] in offered:
                criterion, value = offered[each["text"]]
                answers[criterion] = value
            continue
        offered = {
            button["title"]: answer
            for button in each["buttons"]
            if (answer := _answer(button["payload"])) is not None
        }
        if payload.get("code") == "failed":
            answers = before
        elif payload.get("type") == "recommendation":
            results.append(answers.copy())
        elif payload.get("question") == "task":
            answers = {}
    return results


def _answer(payload: str) -> tuple[str, str] | None:
    """Return criterion and value of an answer's button, None for any other button."""
    _, brace, rest = payload.partition("{")
    said = json.loads(brace + rest).get("answer", "") if brace else ""
    criterion, equals, value = said.partition("=")
    return (criterion, value) if equals else None


def _last_reply(messages: list[Frame]) -> Frame:
    replies = [each for each in messages if each["from"] == "bot"]
    return max(replies, key=lambda each: int(each["seq"]), default={})
