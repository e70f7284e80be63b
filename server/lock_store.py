"""Rasa's lock store on locks that hold across processes, so that several servers can share one
database.

Rasa's own stores either hold within one process, or read and write a queue of tickets in two steps
between which another server may come.
"""

import asyncio
import logging
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from rasa.core.lock import TicketLock
from rasa.core.lock_store import LOCK_LIFETIME, LockError, LockStore
from rasa.utils.endpoints import EndpointConfig

from server.failures import describe
from server.settings import load_settings
from store.locks import LOCK_ERRORS, RENEWAL_SECONDS, Locks, locks_at

logger = logging.getLogger(__name__)

_POLL_SECONDS = 0.03


class AdvisorLockStore(LockStore):
    """One turn of a conversation at a time, whichever server takes it."""

    def __init__(
        self, endpoint_config: EndpointConfig | None = None, locks: Locks | None = None
    ) -> None:
        """Lock where the settings say.

        Args:
            endpoint_config: What endpoints.yml says of this store: its `url`, if any.
            locks: The locks, in place of those at the address.

        Raises:
            store.StoreError: the address is wrong.
        """
        address = endpoint_config.url if endpoint_config else None
        self._locks = locks or locks_at(address or load_settings().locks)

    @asynccontextmanager
    async def lock(
        self,
        conversation_id: str,
        lock_lifetime: float = LOCK_LIFETIME,
        wait_time_in_seconds: float = _POLL_SECONDS,
    ) -> AsyncGenerator[TicketLock, None]:
        """Hold the conversation's lock.

        Args:
            conversation_id: The conversation.
            lock_lifetime: How many seconds to wait for it at most; it is held as long as it takes.
            wait_time_in_seconds: How long to wait between two tries.

        Raises:
            LockError: it was not free in time, or who keeps it is down.
        """
        try:
            await self._take(conversation_id, lock_lifetime, wait_time_in_seconds)
        except LOCK_ERRORS as error:
            raise LockError(f"the lock could not be taken: {describe(error)}") from error
        renewal = asyncio.ensure_future(self._renew(conversation_id))
        try:
            yield TicketLock(conversation_id)
        finally:
            renewal.cancel()
            await self._give_back(conversation_id)

    async def _take(self, name: str, seconds: float, pause: float) -> None:
        clock = asyncio.get_running_loop().time
        end = clock() + seconds
        while not await asyncio.to_thread(self._locks.take, name):
            if clock() > end:
                raise LockError(f"the lock was not free within {seconds:g} seconds")
            await asyncio.sleep(pause)

    async def _renew(self, name: str) -> None:
        while True:
            await asyncio.sleep(RENEWAL_SECONDS)
            try:
                await asyncio.to_thread(self._locks.renew, name)
            except LOCK_ERRORS as error:
                logger.error("A lock could not be renewed: %s", describe(error))

    async def _give_back(self, name: str) -> None:
        """Free the lock; where that fails it ends with its session or lease."""
        try:
            await asyncio.to_thread(self._locks.give_back, name)
        except LOCK_ERRORS as error:
            logger.error("A lock could not be given back: %s", describe(error))
