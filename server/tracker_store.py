"""Rasa's tracker store on our event log: the one source of truth for conversations.

Unlike Rasa's own SQL store it never ends the process, never loops while the database is down, runs
its statements beside the event loop and lets errors through, so that the user hears of them.
"""

import asyncio
from collections.abc import Iterable
from itertools import islice
from typing import Any

from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import SerializedTrackerAsText, TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import BotUttered
from rasa.shared.core.events import Event as RasaEvent
from rasa.shared.core.trackers import DialogueStateTracker

import store
from server.messages import Message, from_event, from_events
from server.settings import load_settings
from store import EventLog, NewEvent

_MESSAGE_TYPES = ("user", "bot")


class ConversationIdError(ValueError):
    """The conversation's id holds characters that no database can keep."""


class AdvisorTrackerStore(TrackerStore, SerializedTrackerAsText):
    """Trackers in the project's database, and the messages in them.

    Every method may raise `sqlalchemy.exc.SQLAlchemyError` (locked, down, full); `save` may raise
    `store.DuplicateMessageError`.
    """

    def __init__(
        self,
        domain: Domain | None = None,
        host: str | None = None,
        event_broker: EventBroker | None = None,
        **_: Any,
    ) -> None:
        """Open the database, brought up to date.

        Args:
            domain: The assistant's domain; Rasa sets it once the model is loaded.
            host: The database's address (`url` in endpoints.yml); else the settings say it.
            event_broker: Where Rasa sends new events too, if anywhere.

        Raises:
            store.StoreError: the database cannot be used.
        """
        self.engine = store.migrate(host or load_settings().database)
        self._log = EventLog(self.engine)
        super().__init__(domain, event_broker)

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Store the tracker's new events, all of them or none."""
        _check_id(tracker.sender_id)
        await self.stream_events(tracker)
        await asyncio.to_thread(self._append, tracker)

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """Return the tracker of the conversation's latest session."""
        _check_id(sender_id)
        return await asyncio.to_thread(self._tracker, sender_id, True)

    async def retrieve_full_tracker(self, conversation_id: str) -> DialogueStateTracker | None:
        """Return the tracker of the whole conversation."""
        _check_id(conversation_id)
        return await asyncio.to_thread(self._tracker, conversation_id, False)

    async def keys(self) -> Iterable[str]:
        """Return the ids of all conversations."""
        return await asyncio.to_thread(self._log.conversations)

    async def rows_since(self, sender_id: str, seq: int) -> list[Message]:
        """Return the conversation's messages after number `seq`, in order, without hidden ones."""
        events = await asyncio.to_thread(
            self._log.of_conversation, sender_id, since=seq, types=_MESSAGE_TYPES
        )
        return from_events(events)

    async def last_seq(self, sender_id: str) -> int:
        """Return the number of the conversation's newest event, 0 when it has none."""
        return await asyncio.to_thread(self._log.last_seq, sender_id)

    async def length_of_session(self, sender_id: str) -> int:
        """Return how many events the conversation's latest session has."""
        return await asyncio.to_thread(self._log.count_of_session, sender_id)

    async def seq_of_message(self, sender_id: str, message_id: str) -> int | None:
        """Return the number of the user's message with this id, None when it is not stored."""
        return await asyncio.to_thread(self._log.seq_of_message, sender_id, message_id)

    async def title_of_button(self, sender_id: str, payload: str) -> str | None:
        """Return the title under which this payload was offered in the conversation, if it was."""
        events = await asyncio.to_thread(self._log.mentioning, sender_id, "bot", payload)
        for message in reversed(from_events(events)):
            for button in message.buttons:
                if button.get("payload") == payload:
                    return str(button.get("title"))
        return None

    async def last_reply(self, sender_id: str, up_to: int) -> Message | None:
        """Return the assistant's newest message numbered `up_to` at most, if there is one."""
        event = await asyncio.to_thread(self._log.newest, sender_id, "bot", up_to=up_to)
        return None if event is None else from_event(event)

    async def tracker_at(self, sender_id: str, seq: int) -> DialogueStateTracker:
        """Return the tracker as it was when event number `seq` was the newest."""
        events = await asyncio.to_thread(self._log.of_conversation, sender_id)
        known = [event.data for event in events if event.seq <= seq]
        return DialogueStateTracker.from_dict(sender_id, known, self.domain.slots)

    def _tracker(self, sender_id: str, of_session: bool) -> DialogueStateTracker | None:
        read = self._log.of_session if of_session else self._log.of_conversation
        events = [event.data for event in read(sender_id)]
        if not events:
            return None
        return DialogueStateTracker.from_dict(sender_id, events, self.domain.slots)

    def _append(self, tracker: DialogueStateTracker) -> None:
        stored = self._log.count_of_session(tracker.sender_id)
        new = list(islice(tracker.events, stored, None))
        self._log.append(
            tracker.sender_id,
            [_describe(event) for event in new],
            forgetting=any(_tells_of_deletion(event) for event in new),
        )


def _tells_of_deletion(event: RasaEvent) -> bool:
    """Whether the visitor is told by this event that the conversation is deleted."""
    payload = event.data.get("custom") if isinstance(event, BotUttered) else None
    return (payload or {}).get("code") == store.DELETED


def _describe(event: RasaEvent) -> NewEvent:
    data = event.as_dict()
    return NewEvent(
        type_name=event.type_name,
        data=data,
        timestamp=data.get("timestamp"),
        intent_name=data.get("parse_data", {}).get("intent", {}).get("name"),
        action_name=data.get("name"),
        message_id=data.get("message_id"),
    )


def _check_id(sender_id: str) -> None:
    try:
        storable = "\0" not in sender_id and len(sender_id.encode()) <= 255
    except UnicodeEncodeError:
        storable = False
    if not storable:
        raise ConversationIdError(
            f"{sender_id!a} cannot be a conversation's id: no NUL, no lone surrogate, 255 bytes"
        )
