"""A visitor who talks to the assistant as the widget does: the web channel's turns, no network."""

from __future__ import annotations

import os
import secrets
import tempfile
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

from rasa.utils.endpoints import EndpointConfig

import store
from server.messages import Message, Said, clean, without_command
from server.notices import Acknowledgement
from server.settings import Settings, load_settings
from server.tracker_store import AdvisorTrackerStore
from server.turns import Turns
from server.wiring import load_agent


class NoSuchButtonError(LookupError):
    """The last messages have no button of this title; the text names those that they have."""


@dataclass
class Listener:
    """Hears what the assistant says."""

    heard: list[Message] = field(default_factory=list)

    async def message(self, conversation: str, message: Message) -> None:
        """Keep a message of the assistant."""
        if message.sender == "bot":
            self.heard.append(message)

    async def typing(self, conversation: str, on: bool) -> None:
        """Nobody looks at the typing sign here."""


class Visitor:
    """Talks to an assistant with the newest model, in as many conversations as wanted."""

    def __init__(self, settings: Settings) -> None:
        """Start the assistant; its database is at `settings.database`."""
        store.migrate(settings.database)
        self._agent = load_agent(settings.model, settings)
        self._in_process = self._agent.action_endpoint
        self._listener = Listener()
        self._turns = Turns(
            self._agent,
            self.tracker_store,
            self._agent.handle_message,
            self._listener,
            queued=1,
            session_events=settings.session_events,
        )

    @property
    def tracker_store(self) -> AdvisorTrackerStore:
        """The assistant's memory."""
        return cast(AdvisorTrackerStore, self._agent.tracker_store)

    def let_actions_run_at(self, url: str | None) -> None:
        """Have actions run by the action server at `url`; None brings them back in here."""
        endpoint = self._in_process if url is None else EndpointConfig(url)
        self._agent.action_endpoint = self._agent.processor.action_endpoint = endpoint

    async def slots(self, conversation: str) -> Mapping[str, Any]:
        """Return what the assistant remembers of the conversation of this id, by slot."""
        tracker = await self.tracker_store.retrieve(conversation)
        return {} if tracker is None else cast("dict[str, Any]", tracker.current_slot_values())

    def conversation(self) -> Conversation:
        """Begin a new conversation."""
        return Conversation(self._turns, self._listener, secrets.token_urlsafe(24))

    async def leave(self) -> None:
        """End the assistant."""
        await self._turns.finish(1)


@asynccontextmanager
async def visiting() -> AsyncIterator[Visitor]:
    """Somebody who talks to an assistant whose database is thrown away afterwards.

    Raises:
        SettingsError: a setting is wrong.
        ModelError: there is no model, or none that can be used.
        StoreError: the database cannot be set up.
    """
    with tempfile.TemporaryDirectory() as folder:
        # The actions look the database up in the environment, too.
        os.environ[store.database.URL_VARIABLE] = store.default_url(Path(folder))
        visitor = Visitor(load_settings())
        try:
            yield visitor
        finally:
            await visitor.leave()


class Conversation:
    """One conversation of a visitor.

    Attributes:
        id: the conversation's id.
        replies: what the assistant said to the last message.
    """

    def __init__(self, turns: Turns, listener: Listener, conversation: str) -> None:
        """Take part in the conversation of this id."""
        self.id = conversation
        self.replies: Sequence[Message] = ()
        self._turns = turns
        self._listener = listener
        self._last: Said | None = None

    async def open(self) -> Sequence[Message]:
        """Open the chat, as the widget does before anything is said; return the replies."""
        self._listener.heard.clear()
        await self._turns.greet(self.id)
        self.replies = tuple(self._listener.heard)
        return self.replies

    async def say(self, text: str) -> Sequence[Message]:
        """Say a text; return the replies."""
        shown = clean(text)
        return await self._take(Said(_message_id(), without_command(shown), shown))

    async def press(self, title: str) -> Sequence[Message]:
        """Press the button of this title in the assistant's last messages; return the replies.

        Raises:
            NoSuchButtonError: there is none.
        """
        buttons = [button for reply in reversed(self.replies) for button in reply.buttons]
        for button in buttons:
            if button["title"] == title:
                return await self._take(Said(_message_id(), button["payload"], title))
        titles = ", ".join(repr(button["title"]) for button in buttons) or "none at all"
        raise NoSuchButtonError(f"no button {title!r} in the last messages; they have {titles}")

    async def repeat(self) -> Acknowledgement:
        """Send the last message once more, as a client does that heard no acknowledgement."""
        if self._last is None:
            raise LookupError("nothing was said yet")
        return await self._turns.take(self.id, self._last)

    async def _take(self, said: Said) -> Sequence[Message]:
        self._listener.heard.clear()
        self._last = said
        await self._turns.take(self.id, said)
        self.replies = tuple(self._listener.heard)
        return self.replies


def _message_id() -> str:
    return secrets.token_urlsafe(12)
