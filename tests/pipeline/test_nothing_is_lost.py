"""No answer is lost, whatever is stopped, resumed, begun afresh, changed or deleted."""

from __future__ import annotations

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from tests.pipeline.talk import BPO, KPO, Talk

WAYS_BACK = [
    ("resume", "resume_interview"),
    ("back to the questions", "resume_interview"),
    ("go on", "follow_up"),
    ("ask me the questions again", "resume_interview"),
    ("which model fits my work?", "start_interview"),
]


@pytest.mark.parametrize(("words", "intent"), WAYS_BACK)
def test_every_way_of_going_on_finds_what_was_stopped(words: str, intent: str) -> None:
    talk = Talk().say("advice on payroll", "start_interview", works=("payroll",))
    talk.say("core=no", "inform").say("judgement=rarely", "inform").press("Stop")
    talk.say(words, intent)

    assert talk.given == {"core": "no", "judgement": "rarely"}
    assert talk.codes[-1] == "volume"


def test_hello_on_another_day_offers_to_go_on() -> None:
    talk = Talk().say("advice on payroll", "start_interview", works=("payroll",))
    talk.say("core=no", "inform").press("Stop").wait(86_400).say("hi", "greet")

    assert "Go on" in talk.titles
    assert talk.press("Go on").given == {"core": "no"}


def test_starting_afresh_over_answers_asks_first() -> None:
    talk = Talk().say("advice on payroll", "start_interview", works=("payroll",))
    talk.say("core=no", "inform").say("start over", "start_over")

    assert talk.codes == ["other_work"]
    assert talk.given == {"core": "no"}
    assert talk.say("no", "deny").codes[-1] == "judgement"


def test_what_was_put_aside_is_taken_up_by_its_name() -> None:
    talk = Talk().say("advice on payroll", "start_interview", works=("payroll",))
    talk.say("core=no", "inform").say("start over", "start_over").say("yes", "affirm")
    talk.say("market research", "start_interview", works=("market research",))
    talk.say("core=parts", "inform").press("Stop")
    talk.say("start over", "start_over").say("yes", "affirm").press("Stop")
    talk.say("back to the payroll questions", "resume_interview")

    assert talk.state.interview.work == "payroll"
    assert talk.given == {"core": "no"}


def test_a_fact_on_another_question_is_kept() -> None:
    talk = Talk().say("advice on payroll", "start_interview", works=("payroll",))
    talk.say("well, volume=high as I said", "inform")

    assert talk.given == {"volume": "high"}
    assert talk.codes[-1] == "core"


def test_two_kinds_of_work_are_both_kept() -> None:
    talk = Talk().say("invoices and payroll", "start_interview", works=("invoices", "payroll"))
    assert "payroll" in talk.text

    for _ in range(20):
        if "Skip to the result" in talk.titles:
            talk.press("Skip to the result")
            break
        talk.say(f"{talk.codes[-1]}={BPO[talk.codes[-1]]}", "inform")
    assert "Assess payroll" in talk.titles
    talk.say("and the payroll?", "follow_up")
    assert talk.state.interview.work == "payroll"


def test_what_stays_is_kept_and_shown() -> None:
    from conversation.message import Work

    talk = Talk().say(
        "the coding goes, the diagnosis stays",
        "start_interview",
        works=(Work("coding", own=True), Work("diagnosis", stays=True, own=True)),
    )
    assert talk.state.interview.work == "coding"
    assert talk.state.interview.stays == ("diagnosis",)


class TwoAssessments(RuleBasedStateMachine):
    """Stops, restarts, resumes, changes and deletes two assessments in any order.

    What must be kept is held beside the conversation: for each work, its answers so far.
    """

    def __init__(self) -> None:
        super().__init__()
        self.talk = Talk()
        self.expected: dict[str, dict[str, str]] = {}

    @property
    def work(self) -> str | None:
        return self.talk.state.interview.work

    def note(self) -> None:
        if self.work is not None and self.talk.given:
            self.expected[self.work] = self.talk.given

    @rule(work=st.sampled_from(["payroll", "research"]))
    def begin(self, work: str) -> None:
        self.talk.say(f"advice on {work}", "start_interview", works=(work,))
        if self.talk.codes == ["other_work"]:
            self.talk.say("yes", "affirm")

    @precondition(lambda self: self.talk.state.interview.is_open and self.work is not None)
    @rule(mind=st.sampled_from([BPO, KPO]))
    def answer(self, mind: dict[str, str]) -> None:
        asked = self.talk.codes[-1]
        if asked in mind:
            before = self.talk.given
            self.talk.say(f"{asked}={mind[asked]}", "inform")
            assert {**before, asked: mind[asked]} == self.talk.given or not self.talk.given
            self.note()

    @rule()
    def stop(self) -> None:
        self.talk.say("stop", "stop_interview")

    @rule()
    def resume(self) -> None:
        self.talk.say("resume", "resume_interview")

    @rule()
    def ask(self) -> None:
        self.talk.say("what is BPO?", "definition", models=("bpo",))

    @rule()
    def doubt_a_restart(self) -> None:
        self.talk.say("start over", "start_over")
        if self.talk.codes == ["other_work"]:
            self.talk.say("no", "deny")

    @precondition(lambda self: "volume" in self.talk.given)
    @rule(value=st.sampled_from(["low", "medium", "high"]))
    def change(self, value: str) -> None:
        self.talk.say(f"change it to volume={value}", "change_answer")
        assert self.talk.given["volume"] == value
        self.note()

    @rule()
    def delete_the_result(self) -> None:
        names = {each.name for each in self.talk.records.kept}
        if len(names) == 1:
            (name,) = names
            self.talk.say(f"delete the {name} result", "delete_result").say("yes", "affirm")
            if not self.talk.records.kept:
                open_now = self.talk.state.interview
                if not (open_now.is_open and open_now.work == name):
                    self.expected.pop(name, None)

    @invariant()
    def nothing_is_lost(self) -> None:
        state = self.talk.state
        held: dict[str, list[dict[str, str]]] = {}
        for interview in (state.interview, *state.shelved):
            if interview.work is not None:
                held.setdefault(interview.work, []).append(dict(interview.given))
        for record in self.talk.records.kept:
            held.setdefault(record.name, []).append(dict(record.answers))
        for work, answers in self.expected.items():
            assert answers in held.get(work, []), (work, answers, held)


TestTwoAssessments = TwoAssessments.TestCase
TestTwoAssessments.settings = settings(max_examples=30, stateful_step_count=20, deadline=None)
