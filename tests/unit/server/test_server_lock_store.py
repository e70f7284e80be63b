"""The lock store: Rasa's contract on our locks."""

import asyncio
import threading
from pathlib import Path

import pytest
from rasa.core.lock_store import LockError, LockStore
from rasa.utils.endpoints import EndpointConfig
from sqlalchemy.exc import OperationalError

from server import lock_store
from server.lock_store import AdvisorLockStore
from store.locks import Locks, locks_at


@pytest.fixture
def locks(tmp_path: Path) -> Locks:
    return locks_at(f"sqlite:///{tmp_path / 'advisor.db'}")


def test_rasa_finds_it_in_endpoints_yml(tmp_path: Path) -> None:
    endpoint = EndpointConfig.from_dict(
        {"type": "server.lock_store.AdvisorLockStore", "url": f"sqlite:///{tmp_path / 'a.db'}"}
    )
    assert isinstance(LockStore.create(endpoint), AdvisorLockStore)


async def test_one_at_a_time_and_nobody_is_left_out(locks: Locks) -> None:
    kept = AdvisorLockStore(locks=locks)
    inside: list[int] = []
    seen: list[int] = []

    async def turn(number: int) -> None:
        async with kept.lock("a" * 32):
            inside.append(number)
            assert inside == [number]
            await asyncio.sleep(0)
            inside.remove(number)
            seen.append(number)

    await asyncio.gather(*(turn(number) for number in range(8)))
    assert sorted(seen) == list(range(8))


async def test_two_conversations_do_not_wait_for_each_other(locks: Locks) -> None:
    kept = AdvisorLockStore(locks=locks)
    async with kept.lock("a" * 32), kept.lock("b" * 32):
        pass


async def test_a_lock_that_is_not_free_in_time_is_an_error(locks: Locks) -> None:
    kept = AdvisorLockStore(locks=locks)
    async with kept.lock("a" * 32):
        with pytest.raises(LockError, match="not free within"):
            async with kept.lock("a" * 32, lock_lifetime=0.05):
                pass


async def test_a_turn_that_fails_gives_its_lock_back(locks: Locks) -> None:
    kept = AdvisorLockStore(locks=locks)
    with pytest.raises(ZeroDivisionError):
        async with kept.lock("a" * 32):
            raise ZeroDivisionError
    assert locks.take("a" * 32)


class DownAfter:
    """Locks whose keeper goes down once one was taken."""

    def __init__(self, locks: Locks) -> None:
        self._locks = locks
        self.renewals = threading.Event()

    def take(self, name: str) -> bool:
        return self._locks.take(name)

    def renew(self, name: str) -> None:
        self.renewals.set()
        raise OperationalError("renew", {}, Exception())

    def give_back(self, name: str) -> None:
        raise OperationalError("give back", {}, Exception())


async def test_a_keeper_that_goes_down_meanwhile_does_not_fail_the_turn(
    locks: Locks, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lock_store, "RENEWAL_SECONDS", 0)
    down = DownAfter(locks)
    async with AdvisorLockStore(locks=down).lock("a" * 32):
        assert await asyncio.to_thread(down.renewals.wait, 10)


async def test_a_keeper_that_is_down_is_an_error_without_a_conversations_id() -> None:
    kept = AdvisorLockStore(locks=locks_at("postgresql://127.0.0.1:1/none"))
    with pytest.raises(LockError) as error:
        async with kept.lock("canary"):
            pass
    assert "canary" not in str(error.value)
