"""`python -m server`: checks, migrates, serves, and says where."""

import asyncio
import logging
import socket
import sys
from pathlib import Path
from typing import Any

import store
from server.models import ModelError, newest
from server.runtime import begin, quieten_rasa
from server.settings import Settings, SettingsError, load_settings


class StartError(Exception):
    """The server cannot start; the message says why and what to do."""


def main() -> int:
    """Serve until it is stopped; return 0, or 1 after one line on what is wrong."""
    begin(logging.INFO)
    try:
        settings = load_settings()
        model = newest(settings.model)
        _check_port(settings)
        store.migrate(settings.database)
        _serve(settings, model)
    except (SettingsError, ModelError, store.StoreError, StartError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _check_port(settings: Settings) -> None:
    try:
        address = socket.getaddrinfo(settings.host, settings.port, type=socket.SOCK_STREAM)[0]
    except OSError as error:
        raise StartError(f"HOST={settings.host}: no such address ({error.strerror})") from error
    with socket.socket(address[0], address[1]) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(address[4])
        except OSError as error:
            raise StartError(
                f"{settings.host}:{settings.port} cannot be used ({error.strerror}); "
                "stop the program that uses it, or choose another with PORT=5006 make run"
            ) from error


def _serve(settings: Settings, model: Path) -> None:
    # Rasa reads the environment when it is imported, and its import takes seconds.
    from rasa.core.run import serve_application
    from rasa.core.utils import AvailableEndpoints

    from server.wiring import WiringError

    quieten_rasa(logging.INFO)

    async def announce(_: Any, __: asyncio.AbstractEventLoop) -> None:
        print(f"Outsourcing Advisor: {settings.url}", flush=True)

    try:
        serve_application(
            model_path=str(model),
            credentials="credentials.yml",
            endpoints=AvailableEndpoints.read_endpoints("endpoints.yml"),
            interface=settings.host,
            port=settings.port,
            enable_api=False,
            server_listeners=[(announce, "after_server_start")],
        )
    except WiringError as error:
        raise StartError(str(error)) from error


if __name__ == "__main__":
    sys.exit(main())
