"""What the actions read from the store and write to it."""

from __future__ import annotations

from functools import lru_cache

from sqlalchemy.engine import Engine
from sqlalchemy.exc import SQLAlchemyError

import store
from server.settings import load_settings
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
            newest[interview_of(result)] = result
        return list(newest.values())

    def rename(self, conversation: str, id: str, name: str) -> None:
        """Give all results of the interview that one of this id came from another name."""
        for each in self._of_one_interview(conversation, id):
            self._assessments.rename(conversation, each.id, name)

    def delete(self, conversation: str, id: str) -> None:
        """Delete all results of the interview that one of this id came from."""
        for each in self._of_one_interview(conversation, id):
            self._assessments.delete(conversation, each.id)

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

    def _of_one_interview(self, conversation: str, id: str) -> list[Assessment]:
        """Return a result with those that were told of the same interview before and after it."""
        every = self._assessments.of_conversation(conversation)
        interviews = {interview_of(each) for each in every if each.id == id}
        return [each for each in every if interview_of(each) in interviews]


def key_of(conversation: str, interview: str, digest: str) -> str:
    """Return the idempotency key of a result: of an interview, by what it was decided on."""
    return f"{conversation}:{interview}:{digest}"


def interview_of(result: Assessment) -> str:
    """Return the id of the interview that a result came from."""
    return result.idempotency_key.removeprefix(f"{result.conversation}:").rpartition(":")[0]


@lru_cache(maxsize=1)
def records() -> Records:
    """Return the records in the database that the settings name, opened at the first need."""
    return Records(store.migrate(load_settings().database))
