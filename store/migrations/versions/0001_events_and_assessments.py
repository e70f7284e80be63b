"""The events of conversations, and finished interviews."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create both tables."""
    op.create_table(
        "events",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer, "sqlite"),
            primary_key=True,
            autoincrement=True,
        ),
        sa.Column("sender_id", sa.String(255), nullable=False),
        sa.Column("type_name", sa.String(255), nullable=False),
        sa.Column("timestamp", sa.Float),
        sa.Column("intent_name", sa.String(255)),
        sa.Column("action_name", sa.String(255)),
        sa.Column("message_id", sa.String(255)),
        sa.Column("data", sa.Text, nullable=False),
        sa.UniqueConstraint("sender_id", "message_id", name="uq_events_sender_id_message_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_events_sender_id_id", "events", ["sender_id", "id"])
    op.create_index("ix_events_timestamp", "events", ["timestamp"])
    op.create_table(
        "assessments",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("conversation", sa.String(255), nullable=False),
        sa.Column("idempotency_key", sa.String(255), nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("answers", sa.JSON, nullable=False),
        sa.Column("bpo", sa.Integer, nullable=False),
        sa.Column("kpo", sa.Integer, nullable=False),
        sa.Column("outcome", sa.String(64), nullable=False),
        sa.Column("confidence", sa.String(64), nullable=False),
        sa.Column("criteria_version", sa.String(64), nullable=False),
        sa.Column("model_version", sa.String(255), nullable=False),
        sa.Column("created", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated", sa.DateTime(timezone=True), nullable=False),
        sa.UniqueConstraint("idempotency_key", name="uq_assessments_idempotency_key"),
    )
    op.create_index(
        "ix_assessments_conversation_created", "assessments", ["conversation", "created"]
    )


def downgrade() -> None:
    """Drop both tables."""
    op.drop_table("assessments")
    op.drop_table("events")
