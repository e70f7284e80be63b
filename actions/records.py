"""What a conversation reads from the store and writes to it."""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from sqlalchemy.engine import Engine
from sqlalchemy.exc import SQLAlchemyError

import store
from advisor.speaking.export import kept_boundary
from conversation.services import Finished, Record, RecordsError
from store import Assessment, Assessments, EventLog, NewAssessment

logger = logging.getLogger(__name__)

P = ParamSpec("P")
R = TypeVar("R")


def _told(method: Callable[P, R]) -> Callable[P, R]:
    """Turn what the database raises into the conversation's own error, and log its kind."""

    @wraps(method)
    def told(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return method(*args, **kwargs)
        except (SQLAlchemyError, store.StoreError) as error:
            logger.error("Records were not reached: %s", type(error).__name__)
            raise RecordsError from error

    return told


class StoredRecords:
    """The results and messages of conversations, in one database."""

    def __init__(self, engine: Engine) -> None:
        """Read and write through `engine`, whose database is up to date."""
        self._assessments = Assessments(engine)
        self._log = EventLog(engine)

    @_told
    def keep(self, conversation: str, finished: Finished) -> Assessment:
        """Store a result, once for the same interview, criteria and answers."""
        # The same answers under other criteria are another result.
        boundary = kept_boundary(finished.boundary)
        decided = [finished.criteria_version, dict(finished.answers), boundary]
        decided_on = json.dumps(decided if boundary else decided[:2], sort_keys=True)
        digest = hashlib.sha256(decided_on.encode()).hexdigest()[:16]
        return self._assessments.save(
            NewAssessment(
                conversation=conversation,
                idempotency_key=key_of(conversation, finished.interview, digest),
                name=finished.name,
                answers=dict(finished.answers),
                bpo=finished.bpo,
                kpo=finished.kpo,
                outcome=finished.outcome,
                confidence=finished.confidence,
                criteria_version=finished.criteria_version,
                model_version=finished.model_version,
                boundary=boundary,
            )
        )

    @_told
    def results(self, conversation: str) -> list[Assessment]:
        """Return the newest result of each interview, in the order of the interviews."""
        newest: dict[str, Assessment] = {}
        for result in self._assessments.of_conversation(conversation):
            newest[interview_of(result)] = result
        return list(newest.values())

    def interview_of(self, record: Record) -> str:
        """Return the id of the interview that a result came from."""
        assert isinstance(record, Assessment)
        return interview_of(record)

    @_told
    def rename(self, conversation: str, id: str, name: str) -> None:
        """Give all results of the interview that one of this id came from another name."""
        for each in self._of_one_interview(conversation, id):
            self._assessments.rename(conversation, each.id, name)

    @_told
    def delete(self, conversation: str, id: str) -> None:
        """Delete all results of the interview that one of this id came from."""
        for each in self._of_one_interview(conversation, id):
            self._assessments.delete(conversation, each.id)

    @_told
    def words(self, conversation: str) -> list[str]:
        """Return what the visitor said, buttons by their titles, oldest first."""
        said = self._log.of_conversation(conversation, types=("user",))
        texts = [
            (event.data.get("metadata") or {}).get("shown") or event.data.get("text")
            for event in said
            if not (event.data.get("metadata") or {}).get("hidden")
        ]
        return [text for text in texts if text]

    @_told
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
