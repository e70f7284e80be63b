"""A conversation without Rasa: messages as they would be understood, and fakes of what it needs."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timezone
from typing import Any

from advisor.reading.findings import Amendment, Finding
from advisor.speaking.replies import Reply
from conversation.bootstrap import bootstrap
from conversation.message import Message, Work
from conversation.pipeline import conclude, respond
from conversation.services import Finished, RecordsError, Services
from conversation.state import State, state_of

HOUR = 3600.0


@dataclass(frozen=True)
class FakeRecord:
    """A kept result."""

    id: str
    interview: str
    name: str
    outcome: str
    confidence: str
    bpo: int
    kpo: int
    answers: Mapping[str, str]
    criteria_version: str
    boundary: Mapping[str, Sequence[str]] | None = None
    created: datetime = datetime(2026, 1, 2, tzinfo=timezone.utc)


@dataclass
class FakeRecords:
    """Results kept in memory, for one conversation; `fails` makes every call fail."""

    kept: list[FakeRecord] = field(default_factory=list)
    fails: bool = False

    def keep(self, conversation: str, finished: Finished) -> FakeRecord:
        self._check()
        for each in self.kept:
            if (each.interview, dict(each.answers)) == (finished.interview, dict(finished.answers)):
                return each
        record = FakeRecord(
            f"result-{len(self.kept)}",
            finished.interview,
            finished.name,
            finished.outcome,
            finished.confidence,
            finished.bpo,
            finished.kpo,
            dict(finished.answers),
            finished.criteria_version,
        )
        self.kept.append(record)
        return record

    def results(self, conversation: str) -> Sequence[FakeRecord]:
        self._check()
        return list({each.interview: each for each in self.kept}.values())

    def interview_of(self, record: Any) -> str:
        return str(record.interview)

    def rename(self, conversation: str, id: str, name: str) -> None:
        self._check()
        interviews = {each.interview for each in self.kept if each.id == id}
        self.kept = [
            replace(each, name=name) if each.interview in interviews else each for each in self.kept
        ]

    def delete(self, conversation: str, id: str) -> None:
        self._check()
        interviews = {each.interview for each in self.kept if each.id == id}
        self.kept = [each for each in self.kept if each.interview not in interviews]

    def delete_results(self, conversation: str) -> None:
        self._check()
        self.kept.clear()

    def words(self, conversation: str) -> Sequence[str]:
        self._check()
        return ["what I said"]

    def _check(self) -> None:
        if self.fails:
            raise RecordsError


@dataclass
class FakeReader:
    """Reads texts as it was told to: 'criterion=value' in a text, '~' after it for a doubt."""

    def answer(self, text: str, criterion: str, signals: object) -> Finding | None:
        for each in self.facts(text, signals):
            if each.criterion == criterion:
                return each
        return None

    def facts(self, text: str, signals: object) -> tuple[Finding, ...]:
        found = []
        for word in text.split():
            criterion, mark, value = word.partition("=")
            if mark:
                certainty = "doubtful" if value.endswith("~") else "sure"
                found.append(
                    Finding(
                        criterion=criterion,
                        value=value.rstrip("~,?"),
                        words=word,
                        certainty=certainty,  # type: ignore[arg-type]
                    )
                )
        return tuple(found)

    def amendments(self, text: str, signals: object) -> tuple[Amendment, ...]:
        named = [Amendment(each.criterion, each) for each in self.facts(text, signals)]
        named += [Amendment(word[1:], None) for word in text.split() if word.startswith("@")]
        return tuple(named)


class Talk:
    """One visitor, whose messages are understood as the test says."""

    def __init__(self, records: FakeRecords | None = None) -> None:
        self.records = records or FakeRecords()
        self.services: Services = replace(
            bootstrap(self.records),  # type: ignore[arg-type]
            reader=FakeReader(),  # type: ignore[arg-type]
        )
        self.state = State()
        self.replies: tuple[Reply, ...] = ()
        self.time = 1_000_000.0
        self._keys = itertools.count()

    def say(
        self, text: str, intent: str = "nlu_fallback", confidence: float = 0.95, **known: Any
    ) -> Talk:
        """Say a text that is understood as an intent; `works` are names of the visitor's own."""
        works = tuple(
            each if isinstance(each, Work) else Work(each, own=True)
            for each in known.pop("works", ())
        )
        models = known.pop("models", ())
        entities = tuple({"entity": "model", "value": model} for model in models)
        message = Message(
            conversation="visitor",
            key=str(next(self._keys)),
            text=text,
            said=text,
            intent=intent,
            confidence=confidence,
            ranking=((intent, confidence),),
            entities=entities,
            works=works,
            time=self.time,
            **known,
        )
        return self._take(message)

    def press(self, title: str) -> Talk:
        """Press the button of a title."""
        for reply in reversed(self.replies):
            for button in reply.buttons:
                if button.title == title:
                    bare = Message("visitor", str(next(self._keys)), title, title, "", 1.0)
                    message = replace(bare.pressed(button.payload), said=title, time=self.time)
                    return self._take(message)
        raise LookupError(f"no button {title!r} among {self.titles}")

    def wait(self, seconds: float) -> Talk:
        """Let time pass."""
        self.time += seconds
        return self

    def reload(self) -> Talk:
        """Put the state into slots and read it back, as it is between two messages."""
        self.state = state_of(self.state.slots(self.services.criteria), self.services.criteria)
        return self

    def _take(self, message: Message) -> Talk:
        self.time += 1
        self.reload()
        outcome = respond(message, self.state, self.services)
        self.replies, self.state = outcome.replies, outcome.state
        if outcome.wants_result:
            told = conclude(message, self.state, self.services)
            self.replies, self.state = (*self.replies, *told.replies), told.state
        return self

    @property
    def codes(self) -> list[str]:
        """What each reply is: its code, its question or its type."""
        return [
            str(
                reply.payload.get("code")
                or reply.payload.get("question")
                or reply.payload.get("topic")
            )
            for reply in self.replies
        ]

    @property
    def text(self) -> str:
        """All that is said."""
        return "\n".join(reply.text for reply in self.replies)

    @property
    def titles(self) -> list[str]:
        """The titles of all buttons."""
        return [button.title for reply in self.replies for button in reply.buttons]

    @property
    def given(self) -> dict[str, str]:
        """The answers of the interview spoken of."""
        return dict(self.state.interview.given)

    def assess(self, work: str, **answers: str) -> Talk:
        """Have a piece of work assessed to its result."""
        self.say(f"advice on {work}", "start_interview", works=(work,))
        for _ in range(20):
            if "recommendation" in {str(reply.payload.get("type")) for reply in self.replies}:
                return self
            if "Skip to the result" in self.titles:
                self.press("Skip to the result")
                continue
            if "Yes, that is so" in self.titles:
                self.press("Yes, that is so")
                continue
            asked = self.codes[-1]
            self.say(f"{asked}={answers[asked]}", "inform")
        raise AssertionError(f"no result of {work}: {self.codes}")


BPO = {
    "core": "no",
    "judgement": "rarely",
    "volume": "high",
    "expertise": "no",
    "standardised": "yes",
    "analysis": "no",
    "measurable": "yes",
    "goal": "cost",
    "sensitivity": "no",
    "tolerance": "yes",
}
KPO = {
    "core": "no",
    "judgement": "nearly_always",
    "volume": "medium",
    "expertise": "throughout",
    "standardised": "no",
    "analysis": "main",
    "measurable": "yes",
    "goal": "expertise",
    "sensitivity": "no",
    "tolerance": "yes",
}
