"""Two servers on one database, as behind a load balancer: nothing is lost, nothing is doubled."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests import postgresql
from tests.faults.server_process import ServerProcess
from tests.socket_client import Frame, SocketClient

SHARED = {
    "ADVISOR_TOKEN_KEY": "one key for both servers, 32 characters",
    "ADVISOR_MESSAGES_PER_MINUTE": "1000",
    "ADVISOR_ADDRESS_MESSAGES_PER_MINUTE": "1000",
    "ADVISOR_QUEUED_MESSAGES": "50",
}

Pair = tuple[ServerProcess, ServerProcess]


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def pair(
    request: pytest.FixtureRequest, project: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Pair]:
    """Two servers, started at once, on a database that neither has seen."""
    folder = tmp_path_factory.mktemp("pair")
    with ExitStack() as leaving:
        url = f"sqlite:///{folder / 'advisor.db'}"
        if request.param == "postgresql":
            url = leaving.enter_context(postgresql.running(folder / "postgresql"))

        def start(name: str) -> ServerProcess:
            return ServerProcess(project, folder / name, ADVISOR_DATABASE_URL=url, **SHARED)

        with ThreadPoolExecutor(2) as threads:
            first, second = threads.map(start, ["first", "second"])
        yield first, second
        assert (first.stop(), second.stop()) == (0, 0)


def tabs(pair: Pair, count: int) -> list[SocketClient]:
    """Return tabs of one conversation, by turns at either server."""
    first = pair[0].connect()
    return [first, *(pair[n % 2].connect(first.token) for n in range(1, count))]


def say(tab: SocketClient, frames: list[Frame]) -> list[str]:
    """Send messages, all at once, and return how each was acknowledged."""
    numbers = [tab.send("user_message", frame) for frame in frames]
    return [tab.answer(number)["status"] for number in numbers]


def test_messages_at_both_servers_at_once_are_all_answered_once(pair: Pair) -> None:
    everyone = tabs(pair, 4)
    words = [[f"word {tab} {n}" for n in range(8)] for tab in range(4)]
    with ThreadPoolExecutor(4) as threads:
        frames = [
            [tab.frame(word) for word in row] for tab, row in zip(everyone, words, strict=True)
        ]
        statuses = list(threads.map(say, everyone, frames))
    assert statuses == [["done"] * 8] * 4
    told = [message["text"] for message in everyone[0].replay()]
    asked = [word for row in words for word in row]
    assert sorted(told) == sorted(asked + [f"echo: {word}" for word in asked])
    for word in asked:
        assert told[told.index(word) + 1] == f"echo: {word}"
    assert everyone[1].replay() == everyone[0].replay()


def test_a_message_sent_to_both_servers_at_once_is_stored_once(pair: Pair) -> None:
    one, other = tabs(pair, 2)
    for n in range(10):
        frame = one.frame(f"word {n}")
        with ThreadPoolExecutor(2) as threads:
            statuses = list(threads.map(say, [one, other], [[frame], [frame]]))
        assert sorted(statuses) == [["done"], ["duplicate"]]
    told = [message["text"] for message in other.replay()]
    assert told == [text for n in range(10) for text in (f"word {n}", f"echo: word {n}")]


def test_an_answer_to_a_form_counts_once_whichever_server_gets_it(pair: Pair) -> None:
    one, other = tabs(pair, 2)
    one.say("begin the form")
    frame = other.frame("paint the fence")
    with ThreadPoolExecutor(2) as threads:
        list(threads.map(say, [one, other], [[frame], [frame]]))
    told = [message["text"] for message in one.replay()]
    assert told == ["begin the form", "Which task?", "paint the fence", "task: paint the fence"]


def test_a_server_that_is_killed_in_a_turn_leaves_the_conversation_to_the_other(
    pair: Pair,
) -> None:
    one, other = tabs(pair, 2)
    frame = one.frame("be slow")
    one.send("user_message", frame)
    one.wait_until_typing()
    pair[0].kill()
    try:
        assert other.ask("user_message", frame)["status"] == "done"
        assert other.say("something else")["status"] == "done"
        assert [message["text"] for message in other.replay()].count("be slow") == 1
    finally:
        pair[0].start()
    assert pair[0].connect(one.token).say("something else")["status"] == "done"
