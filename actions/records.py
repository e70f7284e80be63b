"""What the actions read from the store and write to it."""

from __future__ import annotations

from functools import lru_cache

from sqlalchemy.engine import Engine
from sqlalchemy.exc import SQLAlchemyError

import store
from store import Assessment, Assessments, EventLog, NewAssessment

RECORD_ERRORS = (SQLAlchemyError, store.StoreError)
"""What a record that cannot be read or written raises."""


class Records:
    """The results and messages of conversations, in one database."""

    def __init__(self, engine: Engine) -> None:
        """Read and write through `engine`, whose database is up to date."""
        self._assessments = Assessments(engine)
        self._log = EventLog(engine)

    def keep(self, result: NewAssessment) -> Assessment:
        """Store a result, once for each idempotency key; return it as kept."""
        return self._assessments.save(result)

    def results(self, conversation: str) -> list[Assessment]:
        """Return the newest result of each interview, in the order of the interviews."""
        newest: dict[str, Assessment] = {}
        for result in self._assessments.of_conversation(conversation):
            newest[result.idempotency_key.rpartition(":")[0]] = result
        return list(newest.values())

    def words(self, conversation: str) -> list[str]:
        """Return what the visitor said, buttons by their titles, oldest first."""
        said = self._log.of_conversation(conversation, types=("user",))
        texts = [
            (event.data.get("metadata") or {}).get("shown") or event.data.get("text")
            for event in said
            if not (event.data.get("metadata") or {}).get("hidden")
        ]
        return [text for text in texts if text]

    def delete_results(self, conversation: str) -> None:
        """Delete all results of a conversation."""
        self._assessments.delete_conversation(conversation)


@lru_cache(maxsize=1)
def records() -> Records:
    """Return the records in the database that the environment names, opened at the first need."""
    return Records(store.from_environment())
