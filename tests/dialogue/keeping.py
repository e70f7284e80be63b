"""What must be kept of assessments, as a model of its own, over all orders of what visitors do.

The model knows only what the visitor said and pressed. After every step, what the assistant
remembers and has stored must be what the model has: nothing that was answered goes before the
visitor has agreed that it goes.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any, ClassVar, TypeVar

from hypothesis import currently_in_test_context, note
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from content import load_criteria
from evaluation.converse import AGREES, OPENER, Asked, answer_of
from evaluation.visitor import Visitor
from store import Assessments
from tests.dialogue.aging import let_pass

CRITERIA = load_criteria()
WORKS = ("payroll", "bookkeeping", "data entry")
PICKS = st.integers(0, 9)
"""Which of the buttons on the screen is pressed."""

A_NIGHT = 9 * 60 * 60.0
Result = TypeVar("Result")


@dataclass(frozen=True)
class Contract:
    """What the assistant promises.

    Attributes:
        asks_first: whether it asks before answers without a result make way for others.
        resumes: the words, each of which takes up what was stopped.
    """

    asks_first: bool
    resumes: tuple[str, ...]


PROMISED = Contract(
    asks_first=True,
    resumes=("go on", "resume", "carry on", "back to the questions", "I'm back"),
)


@dataclass
class Assessment:
    """One piece of work with its answers; `is_told` where they have had their result."""

    work: str | None = None
    answers: dict[str, str] = field(default_factory=dict)
    is_told: bool = False

    @property
    def is_unfinished(self) -> bool:
        """Whether there are answers that no result stands for."""
        return bool(self.answers) and not self.is_told


class KeptAnswers(RuleBasedStateMachine):
    """A visitor with several pieces of work, who stops, goes on, changes and deletes."""

    visitor: ClassVar[Visitor]
    contract: ClassVar[Contract]

    def __init__(self) -> None:
        super().__init__()
        self._loop = asyncio.new_event_loop()
        self.conversation = self.visitor.conversation()
        self.current = Assessment()
        self.results: dict[str, dict[str, str]] = {}
        self.is_open = False

    def teardown(self) -> None:
        self._loop.close()

    # What visitors do.

    @initialize(work=st.sampled_from(WORKS), picks=st.lists(PICKS, max_size=4))
    def begin(self, work: str, picks: list[int]) -> None:
        self.start(work)
        for pick in picks:
            if self.question in CRITERIA.ids:
                self.answer(pick)

    @rule(work=st.sampled_from(WORKS))
    def start(self, work: str) -> None:
        if work in self.results:
            # Two results of one name could not be told apart by what is said of them.
            return
        before, is_open = self.current, self.is_open
        self.say(f"please help me decide about {work}")
        if before.work == work or (is_open and before.work is not None):
            return
        makes_way = not before.is_unfinished or not self.contract.asks_first
        if makes_way and self.remembered()[0] == work:
            self.current = Assessment(work)

    @precondition(lambda self: self.question == OPENER)
    @rule(work=st.sampled_from(WORKS))
    def name(self, work: str) -> None:
        if work not in self.results:
            self.say(work)
            self.current = Assessment(work, self.current.answers)

    @precondition(lambda self: self.question in CRITERIA.ids)
    @rule(pick=PICKS)
    def answer(self, pick: int) -> None:
        self.press_one(pick, self.gives_answer)

    @precondition(lambda self: self.question in CRITERIA.ids)
    @rule(picks=st.lists(PICKS, min_size=len(CRITERIA.ids), max_size=len(CRITERIA.ids)))
    def answer_to_the_end(self, picks: list[int]) -> None:
        for pick in picks:
            if self.question in CRITERIA.ids:
                self.answer(pick)

    @precondition(lambda self: any(each["payload"] == AGREES for each in self.buttons))
    @rule()
    def agree(self) -> None:
        asked = Asked.of(self.conversation.replies, self.current.answers)
        shown = {} if asked is None else asked.shown
        if any(self.current.answers.get(name) != value for name, value in shown.items()):
            self.current.answers |= shown
            self.current.is_told = False
        self.press_one(0, lambda payload: payload == AGREES)

    @rule()
    def stop(self) -> None:
        self.say("stop")
        assert not self.is_open

    @precondition(lambda self: self.current.is_unfinished and not self.is_open)
    @rule(data=st.data())
    def resume(self, data: st.DataObject) -> None:
        if not any(each["title"] == "Go on" for each in self.buttons):
            self.say("what have I said so far?")
        self.say(data.draw(st.sampled_from(self.contract.resumes)))
        assert self.question is not None, "the questions do not go on"

    @rule()
    def start_over(self) -> None:
        before = self.current
        self.say("start over")
        if not before.is_unfinished or not self.contract.asks_first:
            self.current = Assessment()

    @precondition(lambda self: self.buttons_of("/start_over"))
    @rule()
    def start_afresh(self) -> None:
        (button, *_) = self.buttons_of("/start_over")
        _, _, entities = button["payload"].partition("/start_over")
        self.press(button)
        self.current = Assessment(json.loads(entities or "{}").get("task"))

    @precondition(lambda self: self.current.answers)
    @rule(which=PICKS, pick=PICKS)
    def change(self, which: int, pick: int) -> None:
        self.say("change an answer")
        self.press_one(which, lambda payload: payload.startswith("/change_answer{"))
        self.press_one(pick, self.gives_answer)

    @rule(is_sure=st.booleans())
    def delete_everything(self, is_sure: bool) -> None:
        self.say("delete my data")
        wanted = "/delete_my_data{" if is_sure else "/deny"
        self.press_one(0, lambda payload: payload.startswith(wanted))
        if is_sure:
            self.current, self.results = Assessment(), {}

    @precondition(lambda self: self.results)
    @rule(which=PICKS, is_sure=st.booleans())
    def delete_one_result(self, which: int, is_sure: bool) -> None:
        work = sorted(self.results)[which % len(self.results)]
        self.say(f"delete the {work} result")
        wanted = "/delete_result{" if is_sure else "/deny"
        self.press_one(0, lambda payload: payload.startswith(wanted))
        if is_sure:
            del self.results[work]
            if self.current.work == work and self.current.is_told and not self.is_open:
                self.current = Assessment()

    @rule()
    def ask_a_question(self) -> None:
        self.say("what is bpo?")

    @rule()
    def come_back_another_day(self) -> None:
        let_pass(self.visitor.tracker_store, self.conversation.id, A_NIGHT)

    @precondition(lambda self: self.current.answers)
    @rule()
    def look_at_the_answers(self) -> None:
        self.say("what have I said so far?")
        told = self.text.casefold()
        for criterion, value in self.current.answers.items():
            option = CRITERIA.question(criterion).short.casefold()
            assert option in told, f"{criterion}={value} is not told: {told}"

    @precondition(lambda self: self.results)
    @rule()
    def look_at_the_results(self) -> None:
        self.say("show my results")
        for work in self.results:
            assert work in self.text, f"{work} is not told: {self.text}"

    # What must hold after each of them.

    @invariant()
    def what_was_answered_is_remembered(self) -> None:
        remembered = self.remembered()
        assert remembered == (self.current.work, self.current.answers), remembered

    @invariant()
    def each_result_is_stored(self) -> None:
        stored = self.stored()
        for work, answers in self.results.items():
            assert (work, answers) in stored, stored
        assert {work for work, _ in stored} <= set(self.results), stored

    # Hands and eyes.

    @property
    def buttons(self) -> list[dict[str, Any]]:
        return [button for reply in self.conversation.replies for button in reply.buttons]

    @property
    def text(self) -> str:
        return "\n".join(reply.text for reply in self.conversation.replies)

    @property
    def question(self) -> str | None:
        asked = Asked.of(self.conversation.replies, self.current.answers)
        return None if asked is None else asked.criterion

    def buttons_of(self, payload: str) -> list[dict[str, Any]]:
        return [button for button in self.buttons if button["payload"].startswith(payload)]

    @staticmethod
    def gives_answer(payload: str) -> bool:
        return answer_of(payload) is not None

    def say(self, text: str) -> None:
        self.tell(f">>> {text}")
        self.run(self.conversation.say(text))
        self.look()

    def press(self, button: dict[str, Any]) -> None:
        self.tell(f">>> [{button['title']}] {button['payload']}")
        self.run(self.conversation.press(button["title"]))
        given = answer_of(button["payload"])
        if given is not None:
            self.current.answers[given[0]] = given[1]
            self.current.is_told = False
        self.look()

    def press_one(self, pick: int, fits: Callable[[str], bool]) -> None:
        fitting = [button for button in self.buttons if fits(button["payload"])]
        assert fitting, f"no such button: {self.text}"
        self.press(fitting[pick % len(fitting)])

    def look(self) -> None:
        """Note what is told and asked; a result counts from when it is told."""
        self.is_open = self.run(self.slots()).get("requested_slot") is not None
        for reply in self.conversation.replies:
            payload = reply.payload or {}
            self.tell(f"{payload.get('type')} {payload.get('code') or ''}: {reply.text[:160]}")
            if payload.get("type") == "recommendation":
                self.told(next(work for work in WORKS if work in reply.text))

    def told(self, work: str) -> None:
        if work == self.current.work:
            self.current.is_told = True
            self.results[work] = dict(self.current.answers)
        elif not self.current.is_unfinished and not self.is_open:
            # A kept result is opened again, and its answers with it.
            self.current = Assessment(work, dict(self.results[work]), is_told=True)

    async def slots(self) -> dict[str, Any]:
        return dict(await self.visitor.slots(self.conversation.id))

    def remembered(self) -> tuple[str | None, dict[str, str]]:
        slots = self.run(self.slots())
        answers = {name: slots[name] for name in CRITERIA.ids if slots.get(name) is not None}
        return slots.get("work"), answers

    def stored(self) -> list[tuple[str, dict[str, str]]]:
        kept = Assessments(self.visitor.tracker_store.engine)
        return [
            (each.name, dict(each.answers)) for each in kept.of_conversation(self.conversation.id)
        ]

    @staticmethod
    def tell(text: str) -> None:
        """Have a failure show what was said."""
        if currently_in_test_context():
            note(text)

    def run(self, doing: Awaitable[Result]) -> Result:
        return self._loop.run_until_complete(doing)
