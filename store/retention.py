"""Handing out and forgetting: one conversation on request, old ones when their time is over."""

import json
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from store.tables import assessments, events

DELETED = "deleted"
"""The code of the notice that a conversation is deleted; to save it deletes what came before."""


def everything_of(engine: Engine, conversation: str) -> dict[str, Any]:
    """Return everything kept of one conversation, as JSON has it: its events and assessments."""
    with engine.connect() as connection:
        rows = connection.execute(
            sa.select(events).where(events.c.sender_id == conversation).order_by(events.c.id)
        )
        told = [{**row._mapping, "data": json.loads(row.data)} for row in rows]
        kept = connection.execute(
            sa.select(assessments)
            .where(assessments.c.conversation == conversation)
            .order_by(assessments.c.created)
        )
        return {
            "conversation": conversation,
            "events": told,
            "assessments": [
                {
                    name: value.isoformat() if isinstance(value, datetime) else value
                    for name, value in row._mapping.items()
                }
                for row in kept
            ],
        }


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
