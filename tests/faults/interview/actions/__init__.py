"""The project's own actions, which fail on command: a file `fault` in DATA_DIR says how.

This package stands before the project's `actions` on the path and adds that folder to its own, so
everything but the three classes below is the real thing.
"""

import os
import threading
from pathlib import Path
from typing import Any

import server

__path__.append(str(Path(server.__file__).parent.parent / "actions"))

from rasa_sdk import Tracker  # noqa: E402
from rasa_sdk.executor import CollectingDispatcher  # noqa: E402

from actions.converse import (  # noqa: E402
    ActionConverse,
    ActionRecommend,
    ValidateInterviewForm,
)
from actions.services import warm_up  # noqa: E402

__all__ = ["warm_up"]

Domain = dict[str, Any]
Events = list[dict[str, Any]]

_SWITCH = Path(os.environ["DATA_DIR"]) / "fault"


def _fault() -> str:
    return _SWITCH.read_text(encoding="utf-8") if _SWITCH.exists() else ""


def _fail_if_told(tracker: Tracker) -> None:
    """Raise with the user's words, or never return, where the switch says so."""
    fault = _fault()
    if fault == "raises":
        raise RuntimeError(f"no answer to {tracker.latest_message['text']}")
    if fault == "never returns":
        threading.Event().wait()


class FailingForm(ValidateInterviewForm):
    """Takes the interview's messages, or fails."""

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Domain
    ) -> Events:
        _fail_if_told(tracker)
        events: Events = await super().run(dispatcher, tracker, domain)
        return events


class FailingRecommendation(ActionRecommend):
    """Tells the result, or fails."""

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Domain
    ) -> Events:
        _fail_if_told(tracker)
        if _fault() == "recommendation raises":
            raise RuntimeError("no result")
        return await super().run(dispatcher, tracker, domain)


class FailingConversation(ActionConverse):
    """Takes the messages outside the interview, or fails."""

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Domain
    ) -> Events:
        _fail_if_told(tracker)
        return await super().run(dispatcher, tracker, domain)
