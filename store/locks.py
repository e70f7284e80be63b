"""Locks that hold across processes and end with the process that holds them.

Which kind serves is said by the address: a file for SQLite, advisory locks for PostgreSQL, leases
for Redis. A server that dies frees what it held: at once where the operating system or the
database sees it go, after `LEASE_SECONDS` in Redis.
"""

import os
from abc import ABC, abstractmethod
from hashlib import sha256
from pathlib import Path
from threading import Lock
from typing import Any, Protocol

import redis
import redis.lock
import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from store.database import BUSY_SECONDS, StoreError, connect

LEASE_SECONDS = 9
"""How long Redis keeps a lock that nobody renews."""

RENEWAL_SECONDS = 3
"""How often the holder of a lock renews it."""

LOCK_ERRORS = (SQLAlchemyError, redis.RedisError, OSError)
"""What is raised where the keeper of the locks is down."""


class Locks(Protocol):
    """Named locks. Every method may raise one of `LOCK_ERRORS`, and may be called in any thread."""

    def take(self, name: str) -> bool:
        """Take the lock if it is free; return whether it was."""

    def renew(self, name: str) -> None:
        """Keep holding the lock; to be called every `RENEWAL_SECONDS`."""

    def give_back(self, name: str) -> None:
        """Free the lock."""


def locks_at(url: str) -> Locks:
    """Return the locks that a database or a Redis server at `url` keeps.

    Raises:
        store.StoreError: the address is wrong.
    """
    if url.startswith(("redis://", "rediss://", "unix://")):
        return RedisLocks(url)
    engine = connect(url)
    if engine.url.get_backend_name() == "sqlite":
        return FileLocks(Path(f"{engine.url.database}.locks"))
    return AdvisoryLocks(engine)


class _SessionLocks(ABC):
    """Locks of a keeper that knows sessions only: who of this process has one is noted here."""

    def __init__(self) -> None:
        """Hold nothing yet."""
        self._held: set[int] = set()
        self._guard = Lock()

    def take(self, name: str) -> bool:
        """Take the lock if neither this process nor another one has it."""
        key = _key(name)
        with self._guard:
            if key in self._held or not self._take(key):
                return False
            self._held.add(key)
            return True

    def renew(self, _: str) -> None:
        """Return at once: the lock is held as long as the session."""
        return

    def give_back(self, name: str) -> None:
        """Free the lock."""
        key = _key(name)
        with self._guard:
            self._held.discard(key)
            self._give_back(key)

    @abstractmethod
    def _take(self, key: int) -> bool: ...

    @abstractmethod
    def _give_back(self, key: int) -> None: ...


class FileLocks(_SessionLocks):
    """A byte of a file for each lock, for servers on one machine."""

    def __init__(self, path: Path) -> None:
        """Lock bytes of the file at `path`; it stays empty."""
        super().__init__()
        self._path = path
        self._file: int | None = None

    def _take(self, key: int) -> bool:
        import fcntl

        # Closing any handle of the file would free all locks, so there is one, for good.
        if self._file is None:
            self._file = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.lockf(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, key)
        except BlockingIOError:
            return False
        return True

    def _give_back(self, key: int) -> None:
        import fcntl

        if self._file is not None:
            fcntl.lockf(self._file, fcntl.LOCK_UN, 1, key)


class AdvisoryLocks(_SessionLocks):
    """PostgreSQL's advisory locks, all on one connection."""

    def __init__(self, engine: Engine) -> None:
        """Lock in the database of `engine`; it is opened at the first need."""
        super().__init__()
        self._engine = engine.execution_options(isolation_level="AUTOCOMMIT")
        self._connection: Connection | None = None

    def _take(self, key: int) -> bool:
        try:
            return self._try(key)
        except DBAPIError as error:
            if not error.connection_invalidated:
                raise
            # The database was restarted: its new session holds nothing yet.
            return self._try(key)

    def _give_back(self, key: int) -> None:
        if self._connection is not None:
            self._execute(sa.func.pg_advisory_unlock(key))

    def _try(self, key: int) -> bool:
        if self._connection is None:
            self._connection = self._engine.connect()
            for held in self._held:
                self._execute(sa.func.pg_try_advisory_lock(held))
        return bool(self._execute(sa.func.pg_try_advisory_lock(key)))

    def _execute(self, call: Any) -> Any:
        assert self._connection is not None
        try:
            return self._connection.execute(sa.select(call)).scalar()
        except SQLAlchemyError:
            # Its session may hold anything: let the database end it.
            self._connection.invalidate()
            self._connection.close()
            self._connection = None
            raise


class RedisLocks:
    """Leases in Redis, each with a token that only its holder knows."""

    def __init__(self, url: str) -> None:
        """Lock in the Redis server at `url`.

        Raises:
            store.StoreError: this is no address of a Redis server.
        """
        try:
            self._redis = redis.Redis.from_url(
                url, socket_timeout=BUSY_SECONDS, socket_connect_timeout=BUSY_SECONDS
            )
        except ValueError as error:
            raise StoreError(f"this is not the address of a Redis server: {error}") from error
        self._held: dict[str, redis.lock.Lock] = {}

    def take(self, name: str) -> bool:
        """Take the lock if nobody has a lease on it."""
        lease = self._redis.lock(
            f"advisor:lock:{name}", timeout=LEASE_SECONDS, blocking=False, thread_local=False
        )
        if not lease.acquire():
            return False
        self._held[name] = lease
        return True

    def renew(self, name: str) -> None:
        """Begin the lease anew."""
        self._held[name].reacquire()

    def give_back(self, name: str) -> None:
        """End the lease."""
        self._held.pop(name).release()


def _key(name: str) -> int:
    """Return the number by which a lock is known; every keeper can count to its 62 bits."""
    return int.from_bytes(sha256(name.encode()).digest()[:8], "big") >> 2
