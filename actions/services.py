"""The services of this process: Rasa builds the actions itself, so they find them here."""

from __future__ import annotations

from functools import lru_cache

import store
from actions.records import StoredRecords
from advisor.decision.answers import Answers
from advisor.decision.order import next_step
from conversation.bootstrap import bootstrap
from conversation.services import Services

_handed_over: list[str] = []
"""The database that the server hands over; an action server of its own has none."""


def services() -> Services:
    """Return the services on the database handed over, or else the environment's."""
    return _services(_handed_over[-1] if _handed_over else store.configured_url())


def warm_up(database: str) -> None:
    """Use this database, and do beforehand what the first interview would have to wait for."""
    _handed_over.append(database)
    next_step(services().criteria, Answers())


@lru_cache(maxsize=1)
def _services(database: str) -> Services:
    return bootstrap(StoredRecords(store.migrate(database)))
