"""Forgetting: one conversation when its user asks for it, old ones when their time is over."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from store.tables import assessments, events

DELETED = "deleted"
"""The code of the notice that a conversation is deleted; to save it deletes what came before."""


def forget(engine: Engine, conversation: str) -> None:
    """Delete everything kept of one conversation: its events and its assessments, or nothing."""
    with engine.begin() as connection:
        _delete(connection, [conversation])


def forget_older_than(engine: Engine, moment: datetime) -> int:
    """Delete all conversations whose newest event is before `moment`; return how many."""
    quiet = (
        sa.select(events.c.sender_id)
        .group_by(events.c.sender_id)
        .having(sa.func.max(events.c.timestamp) < moment.timestamp())
    )
    with engine.begin() as connection:
        conversations = list(connection.execute(quiet).scalars())
        _delete(connection, conversations)
    return len(conversations)


def _delete(connection: Connection, conversations: list[str]) -> None:
    for conversation in conversations:
        connection.execute(sa.delete(events).where(events.c.sender_id == conversation))
        connection.execute(sa.delete(assessments).where(assessments.c.conversation == conversation))
