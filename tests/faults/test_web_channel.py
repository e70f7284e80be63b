"""The web channel against a real server: what is promised to the widget."""

import json
import os
import time
from collections.abc import Iterator
from pathlib import Path

import jwt
import pytest
import websocket

from tests.faults.server_process import ServerProcess
from tests.socket_client import ConnectError, Frame

GREETING_BUTTON = {"title": "Yes, rarely", "payload": '/inform{"answer": "rarely"}'}


def test_a_message_is_answered_before_it_is_acknowledged(server: ServerProcess) -> None:
    tab = server.connect()
    acknowledgement = tab.say("something else")
    question, reply = tab.messages
    assert acknowledgement == {"status": "done", "seq": question["seq"]}
    assert (question["from"], question["text"]) == ("user", "something else")
    assert (reply["from"], reply["text"]) == ("bot", "echo: something else")
    assert tab.typing == [True, False]


def test_one_reply_is_one_message_with_its_buttons_and_payload(server: ServerProcess) -> None:
    tab = server.connect()
    tab.say("hello")
    reply = tab.messages[-1]
    assert reply["text"] == "Hello.\n\nHow can I help?"
    assert reply["buttons"] == [GREETING_BUTTON]
    assert reply["payload"]["code"] == "greeting"
    assert set(reply) == {"seq", "id", "from", "text", "buttons", "payload", "time"}


def test_opening_greets_a_new_conversation_once_and_without_a_message_of_the_user(
    server: ServerProcess,
) -> None:
    tab = server.connect()
    tab.open()
    tab.open()
    assert [message["from"] for message in tab.replay()] == ["bot"]
    assert tab.messages == tab.replay()


def test_opening_does_not_greet_in_a_conversation_that_has_begun(server: ServerProcess) -> None:
    tab = server.connect()
    tab.say("something else")
    tab.open()
    assert len(tab.replay()) == 2


def test_a_message_sent_twice_is_processed_once(server: ServerProcess) -> None:
    tab = server.connect()
    frame = tab.frame("something else")
    first = tab.ask("user_message", frame)
    second = tab.ask("user_message", frame)
    assert first["status"] == "done"
    assert second == {"status": "duplicate", "seq": first["seq"]}
    assert len(tab.replay()) == len(tab.messages) == 2


def test_a_message_sent_twice_at_once_is_processed_once(server: ServerProcess) -> None:
    tab = server.connect()
    frame = tab.frame("something else")
    numbers = [tab.send("user_message", frame) for _ in range(4)]
    statuses = sorted(tab.answer(number)["status"] for number in numbers)
    assert statuses == ["done", "duplicate", "duplicate", "duplicate"]
    assert len(tab.replay()) == 2


def test_replay_gives_what_came_after_a_number_exactly_as_it_was_sent(
    server: ServerProcess,
) -> None:
    tab = server.connect()
    tab.say("hello")
    tab.say("something else")
    assert tab.replay() == tab.messages
    assert tab.replay(tab.messages[1]["seq"]) == tab.messages[2:]


def test_both_tabs_of_a_conversation_see_every_message(server: ServerProcess) -> None:
    first = server.connect()
    second = server.connect(first.token)
    first.say("from the first")
    second.say("from the second")
    assert first.wait_for_messages(4) == second.wait_for_messages(4) == first.replay()


def test_a_client_that_vanishes_does_not_cancel_its_turn(server: ServerProcess) -> None:
    tab = server.connect()
    frame = tab.frame("something else")
    tab.send("user_message", frame)
    tab.drop()
    again = server.connect(tab.token)
    assert again.ask("user_message", frame)["status"] in ("done", "duplicate")
    assert [message["text"] for message in again.replay()] == [
        "something else",
        "echo: something else",
    ]


def test_a_button_shows_its_title_and_is_executed(server: ServerProcess) -> None:
    tab = server.connect()
    tab.open()
    tab.say("anything", payload=GREETING_BUTTON["payload"])
    click, reply = tab.messages[-2:]
    assert click["text"] == "Yes, rarely"
    assert reply["payload"]["code"] == "inform"
    assert json.loads(reply["payload"]["subject"]) == {"answer": "rarely"}


@pytest.mark.parametrize(
    "payload", ["/restart", GREETING_BUTTON["payload"], '/inform{"answer": ["a", "b"]}', "%", "_"]
)
def test_a_payload_that_was_not_offered_here_is_not_executed(
    server: ServerProcess, payload: str
) -> None:
    tab = server.connect()
    tab.say("some text", payload=payload)
    assert tab.messages[-1]["text"] == "echo: some text"
    assert tab.messages[-1]["payload"]["code"] == "nlu_fallback"


@pytest.mark.parametrize(
    "text", ["/restart", "  /restart", "//restart", "/ /restart", "\u200b/restart"]
)
def test_text_with_a_slash_is_never_an_intent(server: ServerProcess, text: str) -> None:
    tab = server.connect()
    tab.say(text)
    assert tab.messages[0]["text"] == text.strip("\u200b ")
    assert tab.messages[-1]["payload"]["code"] == "nlu_fallback"


def test_text_is_cleaned_and_stays_readable(server: ServerProcess) -> None:
    tab = server.connect()
    family = "\U0001f468\u200d\U0001f469\u200d\U0001f466"
    tab.say(f"\x00cafe\u0301 \ud800 \u202egnp {family}\n<b>bold</b>\x07")
    assert tab.messages[0]["text"] == f"caf\u00e9  gnp {family}\n<b>bold</b>"
    assert tab.replay() == tab.messages


def test_too_long_a_message_is_refused_and_never_cut(server: ServerProcess) -> None:
    tab = server.connect()
    assert tab.say("x" * 2000)["status"] == "done"
    refusal = tab.say("x" * 2001)
    assert refusal["notice"]["code"] == "too_long"
    assert "2000" in refusal["notice"]["text"]
    assert len(tab.replay()) == 2


def until_too_fast(answers: Iterator[Frame]) -> list[Frame]:
    """Return the answers up to the first that says too fast.

    The bucket refills meanwhile, so a slow machine gets more answers than the limit.
    """
    heard = []
    for answer in answers:
        heard.append(answer)
        if answer.get("notice", {}).get("code") == "too_fast":
            return heard
    raise AssertionError(f"none of {len(heard)} messages was too fast")


def test_more_than_twenty_messages_a_minute_are_refused_with_the_time_to_wait(
    server: ServerProcess,
) -> None:
    tab = server.connect()
    *answers, refusal = until_too_fast(tab.say("something else") for _ in range(200))
    assert len(answers) >= 20
    assert {answer["status"] for answer in answers} == {"done"}
    assert 1 <= refusal["notice"]["retry_after"] <= 60


def test_more_than_sixty_messages_a_minute_from_one_address_are_refused(
    server: ServerProcess,
) -> None:
    tabs = [server.connect(address="10.9.9.9") for _ in range(10)]
    # No conversation reaches its own limit of twenty.
    *answers, _ = until_too_fast(tab.say("/") for _ in range(20) for tab in tabs)
    assert len(answers) >= 60
    assert {answer["notice"]["code"] for answer in answers} == {"bad_message"}
    for tab in tabs:
        tab.close()
    assert server.connect(address="10.9.9.8").say("something else")["status"] == "done"


def test_a_fourth_message_in_the_queue_is_refused(server: ServerProcess) -> None:
    tab = server.connect()
    numbers = [tab.send("user_message", tab.frame("be slow"))]
    numbers += [tab.send("user_message", tab.frame("something else")) for _ in range(5)]
    statuses = [tab.answer(number)["status"] for number in numbers]
    assert statuses.count("done") == 4
    assert statuses.count("refused") == 2


def test_the_twenty_first_connection_of_an_address_is_refused(server: ServerProcess) -> None:
    tabs = [server.connect(address="10.8.8.8") for _ in range(20)]
    with pytest.raises(websocket.WebSocketBadStatusException, match="429"):
        server.connect(address="10.8.8.8")
    for tab in tabs:
        tab.close()


@pytest.mark.parametrize(
    "token",
    [
        "",
        "x",
        "a.b.c",
        jwt.encode({"sub": "a" * 32, "iat": 0, "exp": 4_000_000_000}, "x" * 48),
        jwt.encode({"sub": "a" * 32, "iat": 0, "exp": 4_000_000_000}, "", algorithm="none"),
        "é\ud800",
    ],
)
def test_a_forged_token_opens_nothing(server: ServerProcess, token: str) -> None:
    with pytest.raises(ConnectError) as refusal:
        server.connect(token)
    assert refusal.value.code == "token_invalid"


def test_an_expired_token_says_so(server: ServerProcess) -> None:
    key = (server.data / "token.key").read_text(encoding="utf-8")
    expired = jwt.encode({"sub": "a" * 32, "iat": 0, "exp": 1}, key)
    with pytest.raises(ConnectError) as refusal:
        server.connect(expired)
    assert refusal.value.code == "token_expired"


def test_a_token_past_half_of_its_life_is_renewed(server: ServerProcess) -> None:
    key = (server.data / "token.key").read_text(encoding="utf-8")
    now = int(time.time())
    old = jwt.encode({"sub": "a" * 32, "iat": now - 100, "exp": now + 50}, key)
    tab = server.connect(old)
    assert tab.session["conversation"] == "a" * 32
    assert tab.token != old
    assert tab.session["expires_at"] > now + 3600
    assert server.connect(tab.token).token == tab.token


def test_the_token_of_another_conversation_writes_nothing(server: ServerProcess) -> None:
    victim, attacker = server.connect(), server.connect()
    refusal = attacker.say("something else", token=victim.token)
    assert refusal["notice"]["code"] == "token_invalid"
    assert victim.replay() == attacker.replay() == []


def test_the_token_key_is_readable_by_its_owner_alone(server: ServerProcess) -> None:
    assert os.stat(server.data / "token.key").st_mode & 0o777 == 0o600


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "https://127.0.0.1", ""])
def test_a_page_of_another_origin_cannot_connect(server: ServerProcess, origin: str) -> None:
    if origin == "":
        origin = f"http://127.0.0.1.evil.example:{server.port}"
    with pytest.raises(websocket.WebSocketBadStatusException, match="400"):
        server.connect(origin=origin)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_the_demo_page_can_connect(server: ServerProcess, host: str) -> None:
    assert server.connect(origin=f"http://{host}:{server.port}").session


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        [None],
        [[]],
        ["x"],
        [3],
        [{}],
        [{"id": "12345678", "text": 3}],
        [{"id": "short", "text": "x"}],
        [{"id": "!" * 10, "text": "x"}],
        [{"id": "12345678", "text": None}],
        [{"id": "12345678", "text": "x", "more": 1}],
        [{}, {}],
    ],
    ids=json.dumps,
)
def test_a_frame_of_another_shape_is_refused(
    server: ServerProcess, arguments: list[object]
) -> None:
    tab = server.connect()
    completed = [
        {"token": tab.token, **argument} if isinstance(argument, dict) else argument
        for argument in arguments
    ]
    assert tab.ask("user_message", *completed)["notice"]["code"] == "bad_message"
    assert tab.replay() == []


@pytest.mark.parametrize("text", ["", " ", "\u200b", "\x00", "/", "\ud800"])
def test_a_message_without_a_word_is_refused(server: ServerProcess, text: str) -> None:
    assert server.connect().say(text)["notice"]["code"] == "bad_message"


@pytest.mark.parametrize(
    "frame", ["4", "9", "42", "42[]", '42{"a":1}', "42" + "[" * 3000, '51-["x"]', "42\x00", "41"]
)
def test_a_frame_that_is_no_frame_harms_nobody(server: ServerProcess, frame: str) -> None:
    server.connect().send_raw(frame)
    assert server.connect().say("something else")["status"] == "done"


def test_a_frame_of_more_than_16_kilobytes_ends_its_own_connection_only(
    server: ServerProcess,
) -> None:
    tab = server.connect()
    tab.send_raw("42" + json.dumps(["user_message", tab.frame("x" * 17_000)]))
    with pytest.raises((ConnectionError, websocket.WebSocketConnectionClosedException)):
        tab.answer(99)
    assert server.connect(tab.token).replay() == []


@pytest.mark.parametrize("event", ["session_request", "connect", "*", "__init__"])
@pytest.mark.parametrize("arguments", [[], [{}], [{}, {}], [{}, {"token": "x"}, 3]], ids=json.dumps)
def test_an_unknown_event_is_refused(
    server: ServerProcess, event: str, arguments: list[object]
) -> None:
    assert server.connect().ask(event, *arguments)["notice"]["code"] == "bad_message"


@pytest.mark.parametrize("text", ["please raise", "say nothing", "be slow"])
def test_a_turn_without_a_reply_ends_in_an_apology(server: ServerProcess, text: str) -> None:
    tab = server.connect()
    assert tab.say(text)["status"] == "done"
    assert tab.messages[-1]["payload"]["code"] == "failed"
    assert tab.replay() == tab.messages
    tab.say("something else")
    assert tab.messages[-1]["text"] == "echo: something else"


def test_a_failed_answer_is_not_stored_and_the_question_is_asked_again(
    server: ServerProcess,
) -> None:
    tab = server.connect()
    tab.say("begin the form")
    question = tab.messages[-1]
    tab.say("fail")
    apology, again = tab.messages[-2:]
    assert apology["payload"]["code"] == "failed"
    assert {**again, "seq": 0, "time": 0} == {**question, "seq": 0, "time": 0}
    tab.say("paint the fence")
    assert tab.messages[-1]["text"] == "task: paint the fence"


def test_what_users_write_is_not_in_the_log(server: ServerProcess) -> None:
    tab = server.connect()
    tab.say("something about canary-7f3a")
    tab.say("please raise canary-7f3a")
    tab.say("canary-7f3a" * 300)
    assert "canary-7f3a" not in Path(server.log).read_text(encoding="utf-8")


def test_the_announcement_names_the_address(server: ServerProcess) -> None:
    assert server.announcement == f"Outsourcing Advisor: {server.url}"


def test_two_conversations_know_nothing_of_each_other(server: ServerProcess) -> None:
    first, second = server.connect(), server.connect()
    first.say("a secret")
    second.say("something else")
    assert "a secret" not in json.dumps(second.replay())
    assert len(second.messages) == 2
