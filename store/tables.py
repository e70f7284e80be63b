"""The two tables, as SQLAlchemy sees them. The migrations create them; a test compares both."""

import sqlalchemy as sa

metadata = sa.MetaData()

_row_number = sa.BigInteger().with_variant(sa.Integer, "sqlite")

events = sa.Table(
    "events",
    metadata,
    sa.Column("id", _row_number, primary_key=True, autoincrement=True),
    sa.Column("sender_id", sa.String(255), nullable=False),
    sa.Column("type_name", sa.String(255), nullable=False),
    sa.Column("timestamp", sa.Float),
    sa.Column("intent_name", sa.String(255)),
    sa.Column("action_name", sa.String(255)),
    sa.Column("message_id", sa.String(255)),
    sa.Column("data", sa.Text, nullable=False),
    sa.Index("ix_events_sender_id_id", "sender_id", "id"),
    sa.Index("ix_events_timestamp", "timestamp"),
    sa.UniqueConstraint("sender_id", "message_id", name="uq_events_sender_id_message_id"),
    sqlite_autoincrement=True,
)
"""Every event of every conversation. `id` is the sequence number that clients see; `message_id` is
set for messages of users alone, so that a message sent twice cannot be stored twice."""

assessments = sa.Table(
    "assessments",
    metadata,
    sa.Column("id", sa.String(64), primary_key=True),
    sa.Column("conversation", sa.String(255), nullable=False),
    sa.Column("idempotency_key", sa.String(255), nullable=False),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("answers", sa.JSON, nullable=False),
    sa.Column("boundary", sa.JSON(none_as_null=True)),
    sa.Column("bpo", sa.Integer, nullable=False),
    sa.Column("kpo", sa.Integer, nullable=False),
    sa.Column("outcome", sa.String(64), nullable=False),
    sa.Column("confidence", sa.String(64), nullable=False),
    sa.Column("criteria_version", sa.String(64), nullable=False),
    sa.Column("model_version", sa.String(255), nullable=False),
    sa.Column("created", sa.DateTime(timezone=True), nullable=False),
    sa.Column("updated", sa.DateTime(timezone=True), nullable=False),
    sa.Index("ix_assessments_conversation_created", "conversation", "created"),
    sa.UniqueConstraint("idempotency_key", name="uq_assessments_idempotency_key"),
)
"""Finished interviews: the answers, the points they gave and what was recommended. `boundary` holds
what stays and what goes, where the visitor said so."""
