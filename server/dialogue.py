"""The thread in which Rasa thinks.

Understanding a message keeps a processor busy. In a thread with an event loop of its own it does
so without delaying the sockets, and a client that leaves cannot cancel a turn.
"""

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from threading import Thread
from typing import Any, TypeVar

T = TypeVar("T")

_DATABASE_THREADS = 32
"""How many turns can wait for the database at once: while it is locked, each of them waits for
seconds, and those behind them as long again."""


class DialogueThread:
    """Runs coroutines, one event loop for all of them."""

    def __init__(self) -> None:
        """Start the thread."""
        self._loop = asyncio.new_event_loop()
        self._loop.set_default_executor(ThreadPoolExecutor(_DATABASE_THREADS, "database"))
        self._thread = Thread(target=self._loop.run_forever, name="dialogue", daemon=True)
        self._thread.start()

    async def run(self, coroutine: Coroutine[Any, Any, T]) -> T:
        """Run `coroutine` in the thread and return its result, or raise what it raises."""
        future = asyncio.run_coroutine_threadsafe(coroutine, self._loop)
        return await asyncio.wrap_future(future)

    def stop(self) -> None:
        """End the thread; what still runs in it is given up."""
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(timeout=5)
