"""The state survives its slot, and one of an earlier version is taken over."""

from content import load_criteria
from conversation.state import FORMER_SLOT, SLOT, State, state_of
from tests.pipeline.talk import BPO, Talk


def test_the_state_is_the_same_after_its_slot() -> None:
    talk = Talk().assess("payroll", **BPO).say("rename it", "rename_result")
    before = talk.state

    assert talk.reload().state == before


def test_a_state_of_an_earlier_version_is_taken_over() -> None:
    criteria = load_criteria()
    slots = {
        "work": "payroll",
        "core": "no",
        "judgement": "rarely",
        "requested_slot": "volume",
        "topic": "benefits",
        "models": ["kpo"],
        "asked_at": 5.0,
        FORMER_SLOT: {"id": "abc", "order": ["core", "judgement"], "is_told": False},
    }
    state = state_of(slots, criteria)

    assert state.interview.is_open
    assert state.interview.id == "abc"
    assert state.interview.given == {"core": "no", "judgement": "rarely"}
    assert state.interview.requested(criteria) == "volume"
    assert state.last is not None
    assert (state.last.topic, state.last.models) == ("benefits", ("kpo",))


def test_a_state_that_cannot_be_read_keeps_the_answers() -> None:
    slots = {SLOT: {"version": 99, "nonsense": 1}, "work": "payroll", "core": "no"}
    state = state_of(slots, load_criteria())

    assert state.interview.status == "stopped"
    assert state.interview.given == {"core": "no"}


def test_an_empty_conversation_has_an_empty_state() -> None:
    state = state_of({}, load_criteria())

    assert state.interview.status == "none"
    assert state == State(interview=state.interview)


def test_a_message_counts_once() -> None:
    talk = Talk().say("what is BPO?", "definition", models=("bpo",))
    seen = talk.state
    talk._keys = iter([seen.seen])  # type: ignore[assignment]
    talk.say("what is BPO?", "definition", models=("bpo",))

    assert talk.replies == ()
    assert talk.state == seen
