"""Forged, expired, foreign and replayed tokens: none reads, none writes."""

import base64
import json
import random
import secrets
import time
from collections.abc import Callable

import jwt

from tests.faults import bars
from tests.faults.bars import AMOUNTS
from tests.faults.server_process import ServerProcess
from tests.socket_client import ConnectError, SocketClient

CHANCE = random.Random(3)
SECRET = "a secret of the victim"
CONNECTS_IN = 4
"""One token in so many is tried at connecting, the others with a message."""


def _claims(conversation: str, **other: object) -> dict[str, object]:
    now = int(time.time())
    return {"sub": conversation, "iat": now, "exp": now + 3600, **other}


def _forged(victim: SocketClient, key: str) -> str:
    conversation = victim.session["conversation"]
    return jwt.encode(_claims(conversation), secrets.token_urlsafe(48))


def _unsigned(victim: SocketClient, key: str) -> str:
    return jwt.encode(_claims(victim.session["conversation"]), "", algorithm="none")


def _altered(victim: SocketClient, key: str) -> str:
    head, body, signature = victim.token.split(".")
    place = CHANCE.randrange(len(signature) - 1)
    other = "A" if signature[place] != "A" else "B"
    return ".".join((head, body, signature[:place] + other + signature[place + 1 :]))


def _of_another_subject(victim: SocketClient, key: str) -> str:
    head, _, signature = victim.token.split(".")
    body = base64.urlsafe_b64encode(json.dumps(_claims("b" * 32)).encode()).decode().rstrip("=")
    return ".".join((head, body, signature))


def _expired(victim: SocketClient, key: str) -> str:
    past = int(time.time()) - CHANCE.randrange(1, 10**6)
    return jwt.encode(_claims(victim.session["conversation"], exp=past), key)


def _with_other_algorithm(victim: SocketClient, key: str) -> str:
    return jwt.encode(_claims(victim.session["conversation"]), key, algorithm="HS512")


def _with_odd_claims(victim: SocketClient, key: str) -> str:
    odd = CHANCE.choice([{"sub": "short"}, {"sub": "../" * 10}, {"exp": "never"}, {"iat": None}])
    return jwt.encode(_claims(victim.session["conversation"], **odd), key)


def _rubbish(victim: SocketClient, key: str) -> str:
    return CHANCE.choice(["", "..", "\ud800", "\x00", "é" * 40, "x" * 2000, "null"])


KINDS: list[Callable[[SocketClient, str], str]] = [
    *(_forged, _unsigned, _altered, _of_another_subject, _expired),
    *(_with_other_algorithm, _with_odd_claims, _rubbish),
]


def test_no_wrong_token_reads_or_writes(target: ServerProcess) -> None:
    key = (target.data / "token.key").read_text(encoding="utf-8")
    victim, attacker = target.connect(), target.connect()
    victim.say(SECRET)
    before = victim.replay()
    passed = 0
    for number in range(AMOUNTS.tokens):
        token = CHANCE.choice(KINDS)(victim, key)
        if number % CONNECTS_IN == 0:
            passed += _connects(target, token)
            continue
        # A foreign token is good, but not in the attacker's own conversation.
        shown = victim.token if number % 7 == 0 else token
        passed += attacker.say("something else", token=shown)["status"] != "refused"
    assert attacker.replay() == []
    assert victim.replay() == before
    bars.record(bars.TOKENS, passed, AMOUNTS.tokens)


def _connects(server: ServerProcess, token: str) -> bool:
    try:
        server.connect(token).close()
    except ConnectError:
        return False
    return True


def test_a_replayed_message_of_another_conversation_is_not_taken(target: ServerProcess) -> None:
    victim, attacker = target.connect(), target.connect()
    frame = victim.frame(SECRET)
    victim.ask("user_message", frame)
    assert attacker.ask("user_message", frame)["notice"]["code"] == "token_invalid"
    assert attacker.ask("user_message", {**frame, "token": attacker.token})["status"] == "done"
    assert len(victim.replay()) == 2
