"""Lets time pass in a conversation, without waiting for it."""

import json
from typing import Any

import sqlalchemy as sa

from conversation.state import SLOT
from server.tracker_store import AdvisorTrackerStore
from store.tables import events


def let_pass(store: AdvisorTrackerStore, conversation: str, seconds: float) -> None:
    """Have every moment that a conversation knows lie further back."""
    mine = events.c.sender_id == conversation
    with store.engine.begin() as connection:
        for row in connection.execute(sa.select(events.c.id, events.c.data).where(mine)).all():
            data = json.loads(row.data)
            data["timestamp"] -= seconds
            if data.get("name") == SLOT and data.get("value"):
                _age(data["value"], seconds)
            changed = {"data": json.dumps(data), "timestamp": data["timestamp"]}
            connection.execute(sa.update(events).where(events.c.id == row.id).values(**changed))


def _age(state: dict[str, Any], seconds: float) -> None:
    """Have what a state remembers lie further back."""
    for each in (state, state.get("last")):
        if each and each.get("at"):
            each["at"] -= seconds
