"""The log of events: every event of every conversation, in the order in which they happened."""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import IntegrityError

from store.tables import events

SESSION_STARTED = "session_started"
"""The name of Rasa's event that begins a session."""


class DuplicateMessageError(Exception):
    """A message of this id is already stored in this conversation."""


@dataclass(frozen=True)
class NewEvent:
    """An event to be stored: Rasa's own description of it, and what is looked up by column."""

    type_name: str
    data: dict[str, Any]
    timestamp: float | None = None
    intent_name: str | None = None
    action_name: str | None = None
    message_id: str | None = None


@dataclass(frozen=True)
class Event:
    """A stored event. `seq` grows within a conversation, with gaps."""

    seq: int
    type_name: str
    data: dict[str, Any]


class EventLog:
    """The events of all conversations in one database.

    Every method may raise `sqlalchemy.exc.SQLAlchemyError`: the database is locked, down or full.
    """

    def __init__(self, engine: Engine) -> None:
        """Read and write events through `engine`, whose database is up to date."""
        self._engine = engine

    def append(
        self, conversation: str, new: Sequence[NewEvent], *, forgetting: bool = False
    ) -> None:
        """Store `new` events at the end of the conversation, all of them or none.

        With `forgetting`, in place of all that the conversation had before.

        Raises:
            DuplicateMessageError: a message among them has an id that is stored already.
        """
        if not new:
            return
        rows = [
            {
                "sender_id": conversation,
                "type_name": event.type_name,
                "timestamp": event.timestamp,
                "intent_name": event.intent_name,
                "action_name": event.action_name,
                "message_id": event.message_id,
                "data": json.dumps(event.data),
            }
            for event in new
        ]
        try:
            with self._engine.begin() as connection:
                if forgetting:
                    connection.execute(sa.delete(events).where(events.c.sender_id == conversation))
                connection.execute(sa.insert(events), rows)
        except IntegrityError as error:
            raise DuplicateMessageError(conversation) from error

    def count_of_session(self, conversation: str) -> int:
        """Return how many events the conversation's latest session has."""
        query = sa.select(sa.func.count()).select_from(events).where(_session(conversation))
        with self._engine.connect() as connection:
            return connection.execute(query).scalar() or 0

    def of_session(self, conversation: str) -> list[Event]:
        """Return the events of the conversation's latest session."""
        with self._engine.connect() as connection:
            return _read(connection, _session(conversation))

    def of_conversation(
        self, conversation: str, *, since: int = 0, types: Collection[str] = ()
    ) -> list[Event]:
        """Return the conversation's events with `seq` above `since`, of these `types` if any."""
        wanted = (events.c.sender_id == conversation) & (events.c.id > since)
        if types:
            wanted &= events.c.type_name.in_(list(types))
        with self._engine.connect() as connection:
            return _read(connection, wanted)

    def newest(self, conversation: str, type_name: str, *, up_to: int) -> Event | None:
        """Return the conversation's newest event of this type with `seq` up to `up_to`, if any."""
        wanted = (
            (events.c.sender_id == conversation)
            & (events.c.type_name == type_name)
            & (events.c.id <= up_to)
        )
        newest = sa.select(sa.func.max(events.c.id)).where(wanted).scalar_subquery()
        with self._engine.connect() as connection:
            found = _read(connection, events.c.id == newest)
        return found[0] if found else None

    def mentioning(self, conversation: str, type_name: str, text: str) -> list[Event]:
        """Return the conversation's events of this type whose data hold `text`, as JSON has it."""
        wanted = (
            (events.c.sender_id == conversation)
            & (events.c.type_name == type_name)
            & events.c.data.contains(json.dumps(text)[1:-1], autoescape=True)
        )
        with self._engine.connect() as connection:
            return _read(connection, wanted)

    def last_seq(self, conversation: str) -> int:
        """Return the `seq` of the conversation's newest event, 0 when it has none."""
        query = sa.select(sa.func.max(events.c.id)).where(events.c.sender_id == conversation)
        with self._engine.connect() as connection:
            return connection.execute(query).scalar() or 0

    def seq_of_message(self, conversation: str, message_id: str) -> int | None:
        """Return the `seq` of the user's message with this id, None when it is not stored."""
        query = sa.select(events.c.id).where(
            events.c.sender_id == conversation, events.c.message_id == message_id
        )
        with self._engine.connect() as connection:
            found: int | None = connection.execute(query).scalar()
            return found

    def conversations(self) -> list[str]:
        """Return the ids of all conversations."""
        with self._engine.connect() as connection:
            return list(connection.execute(sa.select(events.c.sender_id).distinct()).scalars())


def _session(conversation: str) -> Any:
    begun = (
        sa.select(sa.func.max(events.c.id))
        .where(events.c.sender_id == conversation, events.c.type_name == SESSION_STARTED)
        .scalar_subquery()
    )
    return (events.c.sender_id == conversation) & (events.c.id >= sa.func.coalesce(begun, 0))


def _read(connection: Connection, wanted: Any) -> list[Event]:
    query = (
        sa.select(events.c.id, events.c.type_name, events.c.data)
        .where(wanted)
        .order_by(events.c.id)
    )
    return [
        Event(seq=row.id, type_name=row.type_name, data=json.loads(row.data))
        for row in connection.execute(query)
    ]
