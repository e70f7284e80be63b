"""What is kept, and where: the database of conversations and assessments.

One database (SQLite in a file, or PostgreSQL) holds two tables: `events`, every event of every
conversation in order, and `assessments`, the finished interviews. `store.migrate(url)` brings a
database up to date; nothing else creates or alters tables.
"""

from store.assessments import Assessment, Assessments, NewAssessment, utc_now
from store.database import StoreError, configured_url, connect, default_url, migrate
from store.events import DuplicateMessageError, Event, EventLog, NewEvent
from store.retention import DELETED, everything_of, forget, forget_older_than

__all__ = [
    "DELETED",
    "Assessment",
    "Assessments",
    "DuplicateMessageError",
    "Event",
    "EventLog",
    "NewAssessment",
    "NewEvent",
    "StoreError",
    "configured_url",
    "connect",
    "default_url",
    "everything_of",
    "forget",
    "forget_older_than",
    "migrate",
    "utc_now",
]
