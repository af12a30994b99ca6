"""What came in from channels."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_OPEN = sa.text("state IN ('waiting', 'working')")
_WAITING = sa.text("state = 'waiting'")


def upgrade() -> None:
    """Go up one step."""
    op.create_table(
        "received",
        sa.Column("id", _NUMBER, nullable=False),
        sa.Column("channel", sa.String(length=32), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("stamp", sa.String(length=64), nullable=False),
        sa.Column("conversation", sa.String(length=255), nullable=False),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(length=8), server_default="waiting", nullable=False),
        sa.Column("try_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("attempts", sa.SmallInteger(), server_default="0", nullable=False),
        sa.Column("worker", sa.String(length=64)),
        sa.Column("lease_until", sa.DateTime(timezone=True)),
        sa.Column("reply", sa.Text()),
        sa.Column("outcome", sa.String(length=160)),
        sa.PrimaryKeyConstraint("id", name="pk_received"),
        sa.UniqueConstraint("channel", "key", name="uq_received_channel_key"),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_received_open",
        "received",
        ["channel", "conversation", "id"],
        sqlite_where=_OPEN,
        postgresql_where=_OPEN,
    )
    op.create_index(
        "ix_received_waiting",
        "received",
        ["id"],
        sqlite_where=_WAITING,
        postgresql_where=_WAITING,
    )
    op.create_index("ix_received_received_at", "received", ["received_at"])


def downgrade() -> None:
    """Go back one step."""
    op.drop_table("received")
