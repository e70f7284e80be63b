"""Attacks by mass: what another visitor notices of them."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import websocket

from tests.faults import bars
from tests.faults.bars import AMOUNTS
from tests.faults.server_process import ServerProcess
from tests.faults.test_frames import BROKEN
from tests.socket_client import SocketClient

QUESTIONS = ["what is bpo?", "what are the risks of kpo?", "and for bpo?", "which skills need kpo?"]


@contextmanager
def under_attack(attack: Callable[[], None]) -> Iterator[None]:
    """Repeat `attack` in a thread of its own until the block ends."""
    over, begun = threading.Event(), threading.Event()

    def repeat() -> None:
        while not over.is_set():
            attack()
            begun.set()

    thread = threading.Thread(target=repeat, daemon=True)
    thread.start()
    try:
        assert begun.wait(20), "the attack did not begin"
        yield
    finally:
        over.set()
        thread.join(20)


def delays(tab: SocketClient, count: int) -> list[float]:
    """Return how many milliseconds each of `count` questions took to be answered."""
    taken = []
    for number in range(count):
        begun = time.monotonic()
        assert tab.say(QUESTIONS[number % len(QUESTIONS)])["status"] == "done"
        taken.append((time.monotonic() - begun) * 1000)
    return taken


def test_messages_of_100_kilobytes_do_not_delay_another_visitor(assistant: ServerProcess) -> None:
    def attack() -> None:
        try:
            tab = assistant.connect()
            tab.say("x" * 2000)
            tab.send("user_message", tab.frame("x" * 100_000))
            tab.answer(99)
        except BROKEN:
            pass

    visitor = assistant.connect()
    visitor.say("hello")
    with under_attack(attack):
        taken = delays(visitor, AMOUNTS.probes)
    bars.record(bars.FRAME_DELAY, bars.p95(taken), len(taken))


def test_a_flood_from_one_address_does_not_delay_another_visitor(
    limited: ServerProcess,
) -> None:
    flooder = limited.connect(address="10.99.0.1")

    def attack() -> None:
        try:
            numbers = [
                flooder.send("user_message", flooder.frame("what is kpo?")) for _ in range(10)
            ]
            for number in numbers:
                flooder.answer(number)
            limited.connect(address="10.99.0.1").close()
        except (*BROKEN, websocket.WebSocketBadStatusException):
            pass

    tabs = [limited.connect() for _ in range(AMOUNTS.probes // 10 + 1)]
    with under_attack(attack):
        taken = [each for tab in tabs for each in delays(tab, min(10, AMOUNTS.probes))]
    bars.record(bars.FLOOD_DELAY, bars.p95(taken), len(taken))
