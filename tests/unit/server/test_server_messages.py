"""How text is cleaned and how stored events read."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.messages import clean, from_events, without_command
from store import Event

ANY_TEXT = st.text(alphabet=st.characters())


@given(ANY_TEXT)
def test_clean_text_is_storable_and_stays_as_it_is(text: str) -> None:
    cleaned = clean(text)
    assert clean(cleaned) == cleaned
    assert unicodedata.is_normalized("NFC", cleaned)
    assert "\0" not in cleaned
    cleaned.encode("utf-8")


@pytest.mark.parametrize(
    "text", ["naïve café", "a\nb\tc", "שלום", "\U0001f468\u200d\U0001f466", "<b>&amp;", "100 % / 2"]
)
def test_ordinary_text_is_not_changed(text: str) -> None:
    assert clean(text) == text


@given(ANY_TEXT)
def test_clean_text_without_its_command_is_no_command(text: str) -> None:
    assert not without_command(clean(text)).strip().startswith("/")


def test_a_slash_inside_text_stays() -> None:
    assert without_command("and/or") == "and/or"


def event(type_name: str, **data: object) -> Event:
    return Event(7, type_name, {"timestamp": 1.5, **data})


def test_a_users_event_reads_as_its_text_and_id() -> None:
    (message,) = from_events([event("user", text="hello", message_id="12345678")])
    assert message.as_dict() == {
        "seq": 7,
        "id": "12345678",
        "from": "user",
        "text": "hello",
        "buttons": [],
        "payload": None,
        "time": 1.5,
    }


def test_what_was_shown_is_shown_again() -> None:
    (message,) = from_events([event("user", text="/inform{}", metadata={"shown": "Rarely"})])
    assert message.text == "Rarely"


def test_hidden_events_and_events_of_other_types_are_not_shown() -> None:
    hidden = event("user", text="/greet", metadata={"hidden": True})
    carried = event("bot", text="Delete it all?", metadata={"hidden": True})
    assert from_events([hidden, carried, event("action", name="action_listen")]) == []


def test_a_reply_reads_with_buttons_and_payload() -> None:
    data = {"buttons": [{"title": "A", "payload": "/a"}], "custom": {"type": "answer"}}
    (message,) = from_events([event("bot", text="hello", data=data)])
    assert (message.text, message.buttons, message.payload) == (
        "hello",
        data["buttons"],
        data["custom"],
    )


def test_a_bare_reply_has_no_buttons_and_no_payload() -> None:
    (message,) = from_events([event("bot", text=None, data={"buttons": None, "custom": None})])
    assert (message.text, message.buttons, message.payload) == ("", [], None)
