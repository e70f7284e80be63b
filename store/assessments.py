"""The repository of finished interviews."""

import secrets
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from datetime import datetime, timezone
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlalchemy.exc import IntegrityError

from store.tables import assessments


@dataclass(frozen=True)
class NewAssessment:
    """A finished interview that is to be kept.

    `idempotency_key` names the act of finishing: the same key is stored once, whatever happens.
    `name` is the work that was assessed, in the user's words. `answers` maps each criterion to the
    answer's value. `bpo` and `kpo` are points. `criteria_version` and `model_version` say with
    which rules and which trained model the result came about. `boundary` has what `stays` and what
    `goes` of the work, in the user's words, None where nothing was said of it.
    """

    conversation: str
    idempotency_key: str
    name: str
    answers: dict[str, str]
    bpo: int
    kpo: int
    outcome: str
    confidence: str
    criteria_version: str
    model_version: str
    boundary: dict[str, list[str]] | None = field(default=None, kw_only=True)


@dataclass(frozen=True)
class Assessment(NewAssessment):
    """A kept interview. `id` is public and cannot be guessed; times are in UTC."""

    id: str
    created: datetime
    updated: datetime


def utc_now() -> datetime:
    """Return the time, in UTC."""
    return datetime.now(timezone.utc)


class Assessments:
    """The finished interviews in one database.

    Every method may raise `sqlalchemy.exc.SQLAlchemyError`: the database is locked, down or full.
    """

    def __init__(self, engine: Engine, clock: Callable[[], datetime] = utc_now) -> None:
        """Read and write assessments through `engine`, whose database is up to date."""
        self._engine = engine
        self._clock = clock

    def save(self, new: NewAssessment) -> Assessment:
        """Keep `new` and return it as kept.

        The same idempotency key again returns what was kept the first time, unchanged.
        """
        now = self._clock()
        kept = Assessment(**asdict(new), id=secrets.token_urlsafe(16), created=now, updated=now)
        try:
            with self._engine.begin() as connection:
                connection.execute(sa.insert(assessments).values(**asdict(kept)))
        except IntegrityError:
            first = self._one(assessments.c.idempotency_key == new.idempotency_key)
            if first is None:
                raise
            return first
        return kept

    def get(self, id: str) -> Assessment | None:
        """Return the assessment with this public id, None when there is none."""
        return self._one(assessments.c.id == id)

    def of_conversation(self, conversation: str) -> list[Assessment]:
        """Return the conversation's assessments, oldest first."""
        query = (
            sa.select(assessments)
            .where(assessments.c.conversation == conversation)
            .order_by(assessments.c.created, assessments.c.id)
        )
        with self._engine.connect() as connection:
            return [_from_row(row) for row in connection.execute(query)]

    def rename(self, conversation: str, id: str, name: str) -> Assessment | None:
        """Give the conversation's assessment of this public id another name; return it as kept.

        None when the conversation has no such assessment: the id alone lets one read, not write.
        """
        query = (
            sa.update(assessments)
            .where(assessments.c.conversation == conversation, assessments.c.id == id)
            .values(name=name, updated=self._clock())
        )
        with self._engine.begin() as connection:
            renamed = connection.execute(query).rowcount
        return self.get(id) if renamed else None

    def delete(self, conversation: str, id: str) -> bool:
        """Delete the conversation's assessment of this public id; return whether there was one."""
        query = sa.delete(assessments).where(
            assessments.c.conversation == conversation, assessments.c.id == id
        )
        with self._engine.begin() as connection:
            return bool(connection.execute(query).rowcount)

    def delete_conversation(self, conversation: str) -> int:
        """Delete the conversation's assessments and return how many there were."""
        query = sa.delete(assessments).where(assessments.c.conversation == conversation)
        with self._engine.begin() as connection:
            deleted: int = connection.execute(query).rowcount
            return deleted

    def _one(self, wanted: Any) -> Assessment | None:
        with self._engine.connect() as connection:
            row = connection.execute(sa.select(assessments).where(wanted)).one_or_none()
        return None if row is None else _from_row(row)


def _from_row(row: Any) -> Assessment:
    values = dict(row._mapping)
    for key in ("created", "updated"):
        values[key] = _in_utc(values[key])
    return Assessment(**values)


def _in_utc(moment: datetime) -> datetime:
    """Return `moment` in UTC; SQLite keeps no zone, and what we write is in UTC."""
    if moment.tzinfo is None:
        return moment.replace(tzinfo=timezone.utc)
    return moment.astimezone(timezone.utc)
