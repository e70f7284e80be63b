"""The interview as a value: read from slots, changed, written back."""

import pytest

from actions.state import WORK, Interview, State
from advisor import AnswerError, Answers, Ask, Confirm, Finish
from content import load_criteria

CRITERIA = load_criteria()
ROUTINE = {
    "core": "no",
    "judgement": "rarely",
    "volume": "high",
    "expertise": "no",
    "standardised": "yes",
}


def interview(**answers: str) -> Interview:
    begun = Interview(CRITERIA, "payroll", state=State(id="one"))
    for criterion, value in answers.items():
        begun = begun.answered(criterion, value)
    return begun


def test_what_is_written_to_slots_is_read_back() -> None:
    before = interview(core="parts", volume="not_sure").with_state(guess="rarely", failures=1)

    assert Interview.of(before.slots(), CRITERIA) == before


def test_empty_slots_are_a_new_interview() -> None:
    new = Interview.of({}, CRITERIA)

    assert (new.work, dict(new.answers), new.requested) == (None, {}, WORK)


def test_not_sure_is_an_answer_and_none_is_not() -> None:
    assert "volume" in interview(volume="not_sure").answers
    assert "volume" not in interview().answers


def test_a_value_that_no_question_has_is_refused() -> None:
    with pytest.raises(AnswerError, match="'maybe' is not an answer to 'volume'"):
        interview(volume="maybe")


def test_going_back_asks_the_last_question_again() -> None:
    back = interview(core="no", judgement="rarely").back()

    assert back.requested == "judgement"
    assert "judgement" not in back.answers
    assert back.back().requested == "core"


def test_going_back_from_a_detour_leaves_the_answers() -> None:
    detour = interview(core="no", judgement="rarely").with_state(asked="core")

    assert dict(detour.back().answers) == {"core": "no", "judgement": "rarely"}


def test_going_back_from_the_first_question_asks_for_the_work() -> None:
    assert interview().back().requested == WORK


def test_a_settled_result_offers_the_questions_on_warnings() -> None:
    step = interview(**ROUTINE).step

    assert isinstance(step, Ask)
    assert step.offered


def test_enough_is_enough() -> None:
    enough = interview(**ROUTINE).with_state(is_enough=True)

    assert isinstance(enough.step, Finish)
    assert enough.is_finished


def test_the_gate_is_confirmed_even_when_the_visitor_wants_the_result() -> None:
    kept = interview(core="yes", judgement="rarely", volume="low").with_state(is_enough=True)

    assert isinstance(kept.step, Confirm)


def test_changing_the_gates_answer_takes_its_confirmation_back() -> None:
    kept = interview(core="yes").with_state(confirmed=True)

    assert not kept.answered("core", "parts").state.confirmed
    assert kept.answered("volume", "high").state.confirmed


def test_a_stopped_interview_asks_nothing_and_has_no_result() -> None:
    stopped = interview(**ROUTINE).with_state(is_stopped=True)

    assert stopped.requested is None
    assert not stopped.is_finished


def test_an_interview_without_answers_has_no_result() -> None:
    assert not Interview(CRITERIA, answers=Answers()).is_finished
