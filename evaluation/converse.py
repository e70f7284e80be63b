"""Play whole interviews with a visitor: `python -m evaluation.converse IN.jsonl OUT.jsonl`.

Each input line is a case, with an `id`, a `description` (the visitor's first message), `replies`
(how they answer the question on each criterion, in their own words) and `answers` (what they mean,
as the criterion's value). Every case is a conversation of its own, taken through the web channel's
turns with the trained model and the real actions. The visitor

- says the description; where no interview begins, presses the button that offers one, or says that
  they would like advice, and describes the work once more when asked for it;
- answers a question in their own words the first time, by the button of what they mean after that;
- says yes to a reading that is to be confirmed where all of it is what they mean, and otherwise no.

Each output line has

- `id`, and `opened`: whether the first reply began the interview and kept what the work is;
- `work`: the first name that the work was given;
- `read`: what was read from the description alone, counted at once or shown to be confirmed, and
  `asked_back`: the criteria among it that were shown to be confirmed;
- `replied`: by criterion, what was read from the reply to its question: the `value`, null where
  there was none, and whether it had to be `confirmed`;
- `beside`: by criterion, what was read from replies to other questions;
- `turns`: the visitor's messages until the result; `buttons`: how many of them were buttons that
  had to be pressed because words had not been enough; `confirmations`: how many a yes or no;
- `outcome`: the outcome that was recommended, null where there was none after `MOST_TURNS`.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from advisor.decision.answers import AnswerError, Answers
from content import load_criteria
from content.criteria import NOT_SURE, Criteria
from evaluation.lines import LineError, Report, play_file, read_objects
from evaluation.visitor import Conversation, Visitor
from server.messages import Message

MOST_TURNS = 60
"""More messages than a visitor sends before they give up."""

WISH = "I would like advice on that"
NO_NAME = "not sure"
"""What a visitor says who has described the work already and is asked for it once more."""

OPENER = "task"
OFFER = "/start_interview"
AGREES = "/affirm"
_INFORM = re.compile(r"/inform(?P<entities>\{.*\})")
"""What the payloads of questions and buttons mean; see docs/reference/web-channel.md."""


@dataclass(frozen=True)
class Case:
    """One visitor with a piece of work.

    Attributes:
        id: names the case.
        description: the visitor's first message.
        replies: how they answer the question on a criterion.
        answers: what they mean by it, as the criterion's value; they are not sure of the others.
    """

    id: Any
    description: str
    replies: Mapping[str, str]
    answers: Mapping[str, str]


@dataclass(frozen=True)
class Asked:
    """The question that is open.

    Attributes:
        criterion: the criterion, `OPENER` for the work, something else where several answers are
            to be confirmed together.
        shown: the readings to be confirmed with a yes or no, by criterion; a plain question has
            none.
        buttons: the titles of the buttons that give an answer, by criterion and value.
    """

    criterion: str
    shown: Mapping[str, str]
    buttons: Mapping[tuple[str, str], str]

    @property
    def is_confirmation(self) -> bool:
        """Whether a yes or no is wanted."""
        return bool(self.shown)

    @classmethod
    def of(cls, replies: Sequence[Message], counted: Mapping[str, str]) -> Asked | None:
        """Return the question that the replies leave open; None if there is none.

        Args:
            replies: what was said to the last message.
            counted: the answers that count, by criterion.
        """
        open_ones = [each for each in replies if (each.payload or {}).get("type") == "question"]
        if not open_ones:
            return None
        message = open_ones[-1]
        payload = message.payload or {}
        criterion = str(payload["question"])
        buttons: dict[tuple[str, str], str] = {}
        for each in message.buttons:
            answer = answer_of(each["payload"])
            if answer is not None:
                buttons[answer] = each["title"]
        shown = {each["criterion"]: each["answer"] for each in payload.get("understood", ())}
        if not shown:
            guesses = [answer for answer, title in buttons.items() if title == "Yes"]
            agrees = any(each["payload"] == AGREES for each in message.buttons)
            # An answer that decides alone counts already, and is confirmed by what agrees.
            stands = {criterion: counted[criterion]} if agrees and criterion in counted else {}
            shown = dict(guesses) or stands
        return cls(criterion, shown, buttons)


async def converse(visitor: Visitor, case: Case) -> Report:
    """Play one case and report what was read, and how long the way was."""
    talk = _Talk(visitor, visitor.conversation(), case, load_criteria())
    return await talk.play()


@dataclass
class _Talk:
    """One case as it goes on.

    Attributes:
        is_described: whether nothing but the description has been said of the work so far.
        times: how often the question on a criterion, or on the work, was answered.
        counted: the answers that count, by criterion.
    """

    visitor: Visitor
    conversation: Conversation
    case: Case
    criteria: Criteria
    opened: bool = False
    work: str | None = None
    outcome: str | None = None
    is_described: bool = True
    turns: int = 0
    buttons: int = 0
    confirmations: int = 0
    counted: dict[str, str] = field(default_factory=dict)
    times: dict[str, int] = field(default_factory=dict)
    read: dict[str, str] = field(default_factory=dict)
    asked_back: set[str] = field(default_factory=set)
    replied: dict[str, dict[str, Any]] = field(default_factory=dict)
    beside: dict[str, str] = field(default_factory=dict)

    async def play(self) -> Report:
        """Play the case to its result, or until the visitor gives up."""
        asked = await self._say(self.case.description)
        self.opened = asked is not None and asked.criterion != OPENER
        self._take_read(asked)
        while self.outcome is None and self.turns < MOST_TURNS:
            asked = await self._go_on(asked)
        return {
            "id": self.case.id,
            "opened": self.opened,
            "work": self.work or "",
            "read": self.read,
            "asked_back": sorted(self.asked_back),
            "replied": self.replied,
            "beside": self.beside,
            "turns": self.turns,
            "buttons": self.buttons,
            "confirmations": self.confirmations,
            "outcome": self.outcome,
        }

    async def _go_on(self, asked: Asked | None) -> Asked | None:
        """Do what the visitor does next; return the question that is open then."""
        if asked is not None and asked.criterion in self.criteria.ids and not asked.shown:
            return await self._answer(asked)
        following = await self._begin() if asked is None else await self._prepare(asked)
        if self.is_described:
            self._take_read(following)
        return following

    async def _begin(self) -> Asked | None:
        """Take up the offer of an interview, or wish for one where none is offered."""
        offered = [
            button["title"]
            for reply in self.conversation.replies
            for button in reply.buttons
            if button["payload"] == OFFER
        ]
        return await self._press(offered[0]) if offered else await self._say(WISH)

    async def _prepare(self, asked: Asked) -> Asked | None:
        """Tell the work once more, or say whether what was read is right."""
        if asked.is_confirmation:
            self.confirmations += 1
            is_right = all(self.case.answers.get(c) == value for c, value in asked.shown.items())
            return await self._say("yes" if is_right else "no")
        is_first = self._is_first(OPENER)
        return await self._say(self.case.description if is_first else NO_NAME)

    async def _answer(self, asked: Asked) -> Asked | None:
        """Answer a question: in words the first time, then by the button of what is meant."""
        self.is_described = False
        criterion = asked.criterion
        meant = self.case.answers.get(criterion, NOT_SURE)
        title = asked.buttons.get((criterion, meant))
        reply = self.case.replies.get(criterion)
        if title is not None and (not self._is_first(criterion) or reply is None):
            return await self._press(title)
        before = dict(self.counted)
        following = await self._say(reply or meant)
        self._take_reply(criterion, before, following)
        return following

    def _is_first(self, question: str) -> bool:
        """Whether a question was never answered before; counts that it is now."""
        self.times[question] = self.times.get(question, 0) + 1
        return self.times[question] == 1

    def _take_read(self, asked: Asked | None) -> None:
        """Note what was read while nothing but the description had been said."""
        doubted = {} if asked is None else dict(asked.shown)
        for criterion, value in self.counted.items():
            self.read.setdefault(criterion, value)
        for criterion, value in doubted.items():
            if criterion not in self.counted:
                self.read.setdefault(criterion, value)
                self.asked_back.add(criterion)

    def _take_reply(
        self, criterion: str, before: Mapping[str, str], following: Asked | None
    ) -> None:
        """Note what was read from the reply to the question on a criterion."""
        now = {key: value for key, value in self.counted.items() if before.get(key) != value}
        is_asked_again = following is not None and following.criterion == criterion
        if criterion in self.counted and not is_asked_again:
            now[criterion] = self.counted[criterion]
        shown = {} if following is None else following.shown
        # What stood before and is shown to decide alone was not read from this reply.
        doubted = {key: value for key, value in shown.items() if before.get(key) != value}
        own = now.get(criterion)
        guess = doubted.get(criterion) if own is None else None
        self.replied[criterion] = {"value": own or guess, "confirmed": guess is not None}
        others = {**doubted, **now}
        self.beside |= {key: value for key, value in others.items() if key != criterion}

    async def _say(self, text: str) -> Asked | None:
        await self.conversation.say(text)
        return await self._look()

    async def _press(self, title: str) -> Asked | None:
        self.buttons += 1
        await self.conversation.press(title)
        return await self._look()

    async def _look(self) -> Asked | None:
        """Look at the replies, and at what the assistant remembers; return the open question."""
        self.turns += 1
        slots = await self.visitor.slots(self.conversation.id)
        self.work = self.work or slots.get("work")
        self.counted = {
            name: slots[name] for name in self.criteria.ids if slots.get(name) is not None
        }
        for reply in self.conversation.replies:
            payload = reply.payload or {}
            if payload.get("type") == "recommendation":
                self.outcome = payload["outcome"]
        return Asked.of(self.conversation.replies, self.counted)


def read_cases(lines: Iterable[str], criteria: Criteria) -> list[Case]:
    """Read the cases of a JSONL file.

    Raises:
        LineError: a line is not JSON, lacks a key, or has answers that are none to the criteria.
    """

    def parse(line: dict[str, Any]) -> Case:
        return _case(line, criteria)

    return read_objects(lines, parse, "'id', 'description', 'replies' and 'answers'")


def _case(line: dict[str, Any], criteria: Criteria) -> Case:
    description = line.get("description")
    if not isinstance(description, str) or not description.strip():
        raise LineError("no 'description'; add the visitor's first message")
    for key in ("replies", "answers"):
        if not isinstance(line.get(key), dict):
            raise LineError(f"'{key}' is no mapping; write one by criterion")
    for criterion, reply in line["replies"].items():
        if criterion not in criteria.ids:
            raise LineError(f"'{criterion}' is not a criterion; use {', '.join(criteria.ids)}")
        if not isinstance(reply, str) or not reply.strip():
            raise LineError(f"no reply to '{criterion}'; write what the visitor says")
    try:
        answers = Answers.of(criteria, line["answers"])
    except AnswerError as error:
        raise LineError(str(error)) from error
    return Case(line["id"], description, line["replies"], dict(answers))


def answer_of(payload: str) -> tuple[str, str] | None:
    """Return criterion and value of the answer that a button gives; None if it gives none."""
    found = _INFORM.fullmatch(payload)
    if found is None:
        return None
    criterion, _, value = str(json.loads(found["entities"]).get("answer", "")).partition("=")
    return (criterion, value) if value else None


def main(arguments: list[str] | None = None) -> int:
    """Play the cases of one file and write what came of them to another."""

    def read(lines: Iterable[str]) -> list[Case]:
        return read_cases(lines, load_criteria())

    return play_file("converse", __doc__, read, converse, arguments)


if __name__ == "__main__":
    sys.exit(main())
