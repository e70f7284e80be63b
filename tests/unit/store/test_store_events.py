"""The log of events, on both databases."""

import pytest
from sqlalchemy.engine import Engine

from store import DuplicateMessageError, EventLog, NewEvent


@pytest.fixture
def log(engine: Engine) -> EventLog:
    return EventLog(engine)


def user(text: str, message_id: str | None = None) -> NewEvent:
    return NewEvent("user", {"text": text}, timestamp=1.0, message_id=message_id)


def bot(text: str) -> NewEvent:
    return NewEvent("bot", {"text": text}, timestamp=1.0)


def texts(log: EventLog, conversation: str, **wanted: object) -> list[str]:
    found = log.of_conversation(conversation, **wanted)  # type: ignore[arg-type]
    return [event.data["text"] for event in found]


def test_events_come_back_in_order_and_by_conversation(log: EventLog) -> None:
    log.append("a", [user("one"), bot("two")])
    log.append("b", [user("other")])
    log.append("a", [user("three")])
    assert texts(log, "a") == ["one", "two", "three"]
    assert texts(log, "b") == ["other"]
    assert sorted(log.conversations()) == ["a", "b"]


def test_events_can_be_had_since_a_number_and_by_type(log: EventLog) -> None:
    log.append("a", [user("one"), bot("two"), user("three")])
    first = log.of_conversation("a")[0].seq
    assert texts(log, "a", since=first) == ["two", "three"]
    assert texts(log, "a", types=["user"]) == ["one", "three"]


def test_a_message_id_is_stored_once_in_a_conversation_and_nothing_with_it(log: EventLog) -> None:
    log.append("a", [user("one", "same")])
    log.append("b", [user("one", "same")])
    with pytest.raises(DuplicateMessageError):
        log.append("a", [bot("before"), user("again", "same"), bot("after")])
    assert texts(log, "a") == ["one"]


def test_a_message_is_found_by_its_id(log: EventLog) -> None:
    log.append("a", [user("one", "first"), user("two", "second")])
    assert log.seq_of_message("a", "second") == log.last_seq("a")
    assert log.seq_of_message("b", "second") is None


def test_the_newest_number_of_an_empty_conversation_is_0(log: EventLog) -> None:
    assert log.last_seq("nobody") == 0


def test_a_session_reaches_back_to_its_start(log: EventLog) -> None:
    log.append("a", [user("old"), NewEvent("session_started", {}), user("new")])
    assert [event.type_name for event in log.of_session("a")] == ["session_started", "user"]
    assert log.count_of_session("a") == 2


def test_a_conversation_without_a_session_start_is_one_session(log: EventLog) -> None:
    log.append("a", [user("one"), user("two")])
    assert log.count_of_session("a") == 2


def test_the_newest_event_of_a_type_is_found_up_to_a_number(log: EventLog) -> None:
    log.append("a", [bot("one"), user("x"), bot("two")])
    second = log.of_conversation("a")[1].seq
    newest = log.newest("a", "bot", up_to=second)
    assert newest is not None
    assert newest.data["text"] == "one"
    assert log.newest("a", "bot", up_to=0) is None


@pytest.mark.parametrize("payload", ['/a{"b": "c"}', "100%", "_", "é\\"])
def test_events_are_found_by_a_text_in_them(log: EventLog, payload: str) -> None:
    log.append("a", [bot(f"<{payload}>"), bot("/ab c 100 _".replace("_", "-"))])
    assert [event.data["text"] for event in log.mentioning("a", "bot", payload)] == [f"<{payload}>"]


@pytest.mark.parametrize(
    "text",
    ["\0", "\ud800", "\U0001f600", "x" * 100_000],
    ids=["NUL", "lone surrogate", "emoji", "long"],
)
def test_any_text_can_be_stored(log: EventLog, text: str) -> None:
    log.append("a", [user(text)])
    assert texts(log, "a") == [text]
