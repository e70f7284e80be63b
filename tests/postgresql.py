"""PostgreSQL servers of the tests, each in a folder of its own."""

import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pgserver
from pgserver.postgres_server import PostgresServer

_TRIES = 12
_PAUSE_SECONDS = 5


def start(folder: Path) -> PostgresServer:
    """Return the server whose data is in `folder`; it is started where it does not run.

    pgserver gives up after 10 s, or on seeing a server that is not ready yet, while the server of a
    busy machine still starts; what it keeps of the attempt must go before it looks again.
    """
    for _ in range(_TRIES - 1):
        try:
            return pgserver.get_server(folder)
        except (AssertionError, subprocess.SubprocessError):
            PostgresServer._instances.pop(folder.resolve(), None)
            time.sleep(_PAUSE_SECONDS)
    return pgserver.get_server(folder)


def stop(folder: Path) -> None:
    """Stop the server whose data is in `folder`, if it runs."""
    server = PostgresServer._instances.get(folder.resolve())
    if server is not None:
        server.cleanup()


@contextmanager
def running(folder: Path) -> Iterator[str]:
    """Give the address of a server whose data is in `folder`, and stop it in the end."""
    try:
        yield start(folder).get_uri()
    finally:
        stop(folder)
