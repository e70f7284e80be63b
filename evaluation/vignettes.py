"""A case as a conversation: its description as the first words, then its answers.

The answers are given by buttons or in words; both should come to the same result, and nothing that
is read from the description may contradict the facts of the case.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from advisor.speaking.commands import answer_payload
from advisor.speaking.interview import OPENER, UNDERSTOOD
from evaluation.visitor import Conversation, Visitor
from server.messages import Message

START = "I would like advice on my work"
MOST_MESSAGES = 50
"""More than any interview takes, misunderstandings included."""

Wordings = Mapping[str, Mapping[str, Sequence[str]]]
"""Ways to put each answer, by criterion and value."""


class StrayedError(RuntimeError):
    """A conversation did not come to a result; the text quotes the last reply."""


@dataclass
class Case:
    """One visitor with a piece of work.

    Attributes:
        description: the first words on the work.
        answers: the facts, an answer for each criterion.
        wordings: how answers are put in words; without them buttons are pressed.
        number: which of the wordings are used; a question asked again gets the next one.
        understood: what was read from the description and asked about, as criterion and value.
        counted: what was read from it and counted at once.
    """

    description: str
    answers: Mapping[str, str]
    wordings: Wordings | None = None
    number: int = 0
    understood: dict[str, str] = field(default_factory=dict)
    counted: dict[str, str] = field(default_factory=dict)
    _asked: Counter[str] = field(default_factory=Counter)

    @property
    def misread(self) -> dict[str, str]:
        """What counted at once from the description and is not so."""
        return self._not_so(self.counted)

    @property
    def doubted(self) -> dict[str, str]:
        """What was asked about from the description and is not so."""
        return self._not_so(self.understood)

    def _not_so(self, read: Mapping[str, str]) -> dict[str, str]:
        return {name: value for name, value in read.items() if self.answers[name] != value}

    async def play(self, visitor: Visitor) -> str:
        """Play the case to its end; return the outcome that is recommended.

        Raises:
            StrayedError: there is no result after `MOST_MESSAGES` messages.
        """
        conversation = visitor.conversation()
        await conversation.say(START)
        await conversation.say(self.description)
        slots = await visitor.slots(conversation.id)
        self.counted = {name: slots[name] for name in self.answers if slots.get(name) is not None}
        for _ in range(MOST_MESSAGES):
            last = conversation.replies[-1]
            payload = last.payload or {}
            if payload.get("type") == "recommendation":
                return str(payload["outcome"])
            if payload.get("type") != "question":
                break
            await self._answer(conversation, last, payload["question"])
        raise StrayedError(f"no result of '{self.description}': {conversation.replies[-1].text}")

    async def _answer(self, conversation: Conversation, asked: Message, question: str) -> None:
        """Do what a visitor does who knows the facts, and reads what is on the screen."""
        titles = [button["title"] for button in asked.buttons]
        if question == OPENER:
            await conversation.say("not sure")
        elif question == UNDERSTOOD:
            await self._check(conversation, asked)
        elif "Skip to the result" in titles:
            await conversation.press("Skip to the result")
        elif "Yes, that is so" in titles:
            await conversation.press("Yes, that is so")
        elif titles[:2] == ["Yes", "No"] and len(titles) == 3:
            is_right = asked.buttons[0]["payload"] == answer_payload(
                question, self.answers[question]
            )
            await conversation.say("yes" if is_right else "no")
        else:
            await self._tell(conversation, asked, question)

    async def _check(self, conversation: Conversation, asked: Message) -> None:
        """Confirm what was understood, or change the first of it that is not so."""
        read = (asked.payload or {})["understood"]
        self.understood |= {each["criterion"]: each["answer"] for each in read}
        wrong = [each for each in read if self.answers[each["criterion"]] != each["answer"]]
        await conversation.press(f"Change: {wrong[0]['question']}" if wrong else "That's right")

    async def _tell(self, conversation: Conversation, asked: Message, question: str) -> None:
        value = self.answers[question]
        if self.wordings is not None and self._asked[question] < 2:
            ways = self.wordings[question][value]
            way = ways[(self.number + self._asked[question]) % len(ways)]
            self._asked[question] += 1
            await conversation.say(way)
            return
        wanted = answer_payload(question, value)
        (title,) = (each["title"] for each in asked.buttons if each["payload"] == wanted)
        await conversation.press(title)
