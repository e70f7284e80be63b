"""Hostile frames and bodies: none ends the process, none is a 5xx, none has an effect."""

import http.client
import random
import socket
from collections.abc import Callable

import pytest
import websocket

import store
from tests.faults import bars
from tests.faults.bars import AMOUNTS
from tests.faults.server_process import ServerProcess
from tests.faults.test_http import fetch
from tests.socket_client import ConnectError, SocketClient

CHANCE = random.Random(2)
BROKEN = (OSError, ConnectionError, ConnectError, TimeoutError, websocket.WebSocketException)

VALUES = [None, True, 0, -1, 1e308, "", "x", [], {}, [[]], {"a": {}}, "\ud800", "\x00", "\u202e"]
COMMANDS = [
    "/restart",
    "/session_start",
    "/back",
    '/inform{"answer": "core=yes"}',
    "/greet",
    "//restart",
    " /restart",
    "\ufeff/restart",
    "/restart\x00",
]
UNICODE = [
    "\ud800",
    "\x00\x01",
    "\u200b\u2060",
    "\u202eabc",
    "e\u0301" * 50,
    "👨‍👩‍👦" * 20,
    "\ufffe",
]
RAW = [
    "4",
    "40",
    "41",
    "44",
    "42",
    "42[",
    "42[]",
    "42{}",
    '42["user_message"',
    '429999["user_message",{}]',
    "42" + "[" * 3000 + "]" * 3000,
    '42["user_message",' + '{"a":' * 3000 + "1" + "}" * 3000 + "]",
    '45-["user_message",{"_placeholder":true,"num":0}]',
    '451-["user_message",{"_placeholder":true,"num":9}]',
    '42["connect",{}]',
    '42["disconnect"]',
    '42/admin,["user_message",{}]',
    "6",
    "5",
    "0",
    "b////",
    "\x1e\x1e",
    "43[1]",
    "4312345678901234567890[]",
    "42[1]",
]


def _odd_shape(tab: SocketClient) -> None:
    frame = tab.frame("x")
    frame[CHANCE.choice(["id", "text", "payload", "token", "more"])] = CHANCE.choice(VALUES)
    _expect_an_answer(tab, "user_message", frame)


def _other_event(tab: SocketClient) -> None:
    event = CHANCE.choice(["replay", "user_message", "session", "connect", "restart", "*"])
    _expect_an_answer(tab, event, CHANCE.choice(VALUES))


def _odd_text(tab: SocketClient) -> None:
    _expect_an_answer(tab, "user_message", tab.frame(CHANCE.choice(UNICODE)))


def _command(tab: SocketClient) -> None:
    command = CHANCE.choice(COMMANDS)
    parts = {"payload": command} if CHANCE.random() < 0.5 else {}
    _expect_an_answer(tab, "user_message", tab.frame(command, **parts))


def _too_much(tab: SocketClient) -> None:
    tab.send("user_message", tab.frame("x" * CHANCE.choice([17_000, 100_000, 200_000])))


def _raw(tab: SocketClient) -> None:
    tab.send_raw(CHANCE.choice(RAW))


def _replayed(tab: SocketClient) -> None:
    """The same frame again and out of order: it counts once."""
    frame = tab.frame("replayed")
    tab.ask("user_message", frame)
    assert tab.ask("user_message", frame)["status"] == "duplicate"


ATTACKS: list[Callable[[SocketClient], None]] = [
    *(_odd_shape, _other_event, _odd_text, _command, _too_much, _raw, _replayed)
]


ENDING = (_too_much, _raw)
"""After these the server may close the line, or rightly answer nothing more on it."""


def _expect_an_answer(tab: SocketClient, event: str, data: object) -> None:
    answer = tab.ask(event, data)
    assert answer.get("status") in (None, "done", "duplicate", "refused"), answer


def _hostile_body(server: ServerProcess) -> int:
    """Send a body that is none of ours and return the status, 0 where the line was cut."""
    path = CHANCE.choice(["/", "/socket.io/", "/socket.io/?EIO=4&transport=polling", "/widget.js"])
    path += CHANCE.choice(["", "&sid=nobody", "&EIO=3", "&EIO=x", "&b64=1", "&j=0", "%00", "%ff"])
    body = CHANCE.choice([b"", b"[]", b"\xff\xfe", b"[" * 3000, b"4" * 15_000, b"x" * 100_000])
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
    try:
        connection.request(CHANCE.choice(["GET", "POST", "PUT", "OPTIONS"]), path, body)
        return connection.getresponse().status
    except (OSError, http.client.HTTPException):
        return 0
    finally:
        connection.close()


def test_hostile_frames_and_bodies_do_no_harm(target: ServerProcess) -> None:
    harm = 0
    tab = target.connect()
    for number in range(AMOUNTS.frames):
        if number % 5 == 4:
            harm += _hostile_body(target) >= 500
            continue
        if number % 50 == 0:
            tab.close()
            tab = target.connect()
        attack = CHANCE.choice(ATTACKS)
        try:
            attack(tab)
        except BROKEN:
            tab = target.connect()
        if attack in ENDING:
            tab.close()
            tab = target.connect()
    tab.close()
    harm += not target.is_running()
    harm += fetch(target.url + "/health/ready")[0] != 200
    harm += _effects(target)
    # Written where a handler of ours raised over a frame.
    harm += target.log.read_text(encoding="utf-8").count("Task exception was never retrieved")
    assert target.connect().say("something else")["status"] == "done"
    bars.record(bars.HARM, harm, AMOUNTS.frames)


def _effects(server: ServerProcess) -> int:
    """Return how many stored events are the doing of a command that nobody was offered."""
    log = store.EventLog(store.connect(store.default_url(server.data)))
    doings = 0
    for conversation in log.conversations():
        for event in log.of_conversation(conversation):
            intent = event.data.get("parse_data", {}).get("intent", {}).get("name")
            doings += intent in ("restart", "session_start", "back", "inform", "greet")
            doings += event.type_name in ("restart", "rewind", "reset_slots", "active_loop")
    return doings


@pytest.mark.parametrize(
    "greeting",
    [b"", b"\x00" * 64, b"GET / HTTP/9.9\r\n\r\n", b"GET /" * 9000],
    ids=["nothing", "zeros", "another version", "no end"],
)
def test_bytes_that_are_no_request_harm_nobody(target: ServerProcess, greeting: bytes) -> None:
    with socket.create_connection(("127.0.0.1", target.port), timeout=10) as line:
        line.sendall(greeting)
    assert fetch(target.url + "/health/ready")[0] == 200
