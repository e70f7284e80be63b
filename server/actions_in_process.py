"""Custom actions inside the Rasa process, in place of an action server.

Rasa hands an action to an `EndpointConfig`. This one runs it with rasa_sdk's own executor, each in
a thread of its own, so that a slow action delays nobody else. One that never returns keeps its
thread, but neither the others nor the process's end wait for it.
"""

import asyncio
import json
import logging
from collections import deque
from concurrent.futures import Future
from importlib import import_module
from threading import Thread
from typing import Any

from rasa.shared.exceptions import RasaException
from rasa.utils.endpoints import ClientResponseError, EndpointConfig
from rasa_sdk.executor import ActionExecutor
from rasa_sdk.interfaces import ActionExecutionRejection, ActionNotFoundException

from server.failures import describe

logger = logging.getLogger(__name__)

PACKAGE = "actions"
_TURNS_REMEMBERED = 1000

Turn = tuple[Any, str]
"""A conversation, and the id of the user's message that its actions answer."""


class ActionFailedError(RasaException):
    """An action raised, or took longer than its deadline."""


class InProcessActions(EndpointConfig):
    """An action endpoint without a network."""

    def __init__(self, deadline: float, package: str = PACKAGE) -> None:
        """Register the actions of `package`; each may take `deadline` seconds.

        Raises:
            ImportError: the package, or something that it imports, is missing.
        """
        super().__init__()
        self._deadline = deadline
        self._overdue: deque[Turn] = deque(maxlen=_TURNS_REMEMBERED)
        self._failed: deque[Turn] = deque(maxlen=_TURNS_REMEMBERED)
        self._executor = ActionExecutor()
        self._package = import_module(package)
        self._executor.register_package(self._package)

    async def request(self, *_: Any, json: dict[str, Any], **__: Any) -> Any:
        """Run the action that `json` calls for; return its events and responses.

        Raises:
            ClientResponseError: 400 when the action rejects its execution, 404 when there is no
                such action, as an action server would answer.
            ActionFailedError: it raised, or took too long.
        """
        turn = _turn(json)
        try:
            return await self._run_in_time(json, turn)
        except ActionFailedError:
            if turn is not None:
                self._failed.append(turn)
            raise

    def has_failed(self, turn: Turn) -> bool:
        """Return whether an action of the turn raised or took too long."""
        return turn in self._failed

    async def _run_in_time(self, json: dict[str, Any], turn: Turn | None) -> Any:
        name = json.get("next_action")
        if turn in self._overdue:
            # Rasa tries other actions after one that failed; the user has waited long enough.
            raise ActionFailedError(f"action '{name}' was not run: one before it took too long")
        result: Future[Any] = Future()
        Thread(target=self._run, args=(json, result), name="action", daemon=True).start()
        try:
            return await asyncio.wait_for(asyncio.wrap_future(result), self._deadline)
        except ActionExecutionRejection as rejection:
            raise _response(400, rejection) from rejection
        except ActionNotFoundException as missing:
            raise _response(404, missing) from missing
        except asyncio.TimeoutError:
            if turn is not None:
                self._overdue.append(turn)
            raise ActionFailedError(
                f"action '{name}' took longer than {self._deadline:g} seconds"
            ) from None
        except Exception as error:
            # The error's own words may quote the user: they stay out of the log.
            raise ActionFailedError(f"action '{name}' failed with {describe(error)}") from None

    def warm_up(self, database: str) -> None:
        """Hand the database over, and do what the package wants done before the first message.

        A package without a `warm_up` wants neither.
        """
        prepare = getattr(self._package, "warm_up", None)
        if prepare is not None:
            prepare(database)

    def _run(self, call: dict[str, Any], result: "Future[Any]") -> None:
        """Run one action to its end; what it returns has been through JSON, as over a network."""
        if not result.set_running_or_notify_cancel():
            return
        try:
            result.set_result(json.loads(json.dumps(asyncio.run(self._executor.run(call)))))
        except BaseException as error:
            result.set_exception(error)


def _turn(call: dict[str, Any]) -> Turn | None:
    """Return the turn that a call belongs to, None where no user's message with an id is known."""
    for event in reversed(call["tracker"]["events"]):
        if event.get("event") == "user":
            return (call.get("sender_id"), event["message_id"]) if event.get("message_id") else None
    return None


def _response(status: int, error: Any) -> ClientResponseError:
    body = {"error": error.message, "action_name": error.action_name}
    return ClientResponseError(status, type(error).__name__, json.dumps(body))
