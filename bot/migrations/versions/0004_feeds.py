"""Feeds: what was fetched of each, and what is proposed."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go up one step."""
    op.create_table(
        "feed_state",
        sa.Column("feed", sa.String(length=128), nullable=False),
        sa.Column("looked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("definition", sa.String(length=64)),
        sa.Column("etag", sa.String(length=255)),
        sa.Column("last_modified", sa.String(length=255)),
        sa.Column("fault", sa.String(length=32)),
        sa.PrimaryKeyConstraint("feed", name="pk_feed_state"),
    )
    op.create_table(
        "proposal",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("feed", sa.String(length=128), nullable=False),
        sa.Column("item", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("record", sa.String(length=128), nullable=False),
        sa.Column("said", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("accepted", sa.JSON(none_as_null=True)),
        sa.Column("source", sa.String(length=500), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True)),
        sa.Column("decided_by", sa.String(length=128)),
        sa.CheckConstraint(
            "state IN ('waiting', 'accepted', 'rejected')", name="ck_proposal_state"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_proposal"),
        sa.UniqueConstraint("feed", "item", name="uq_proposal_feed_item"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_proposal_state", "proposal", ["state"])


def downgrade() -> None:
    """Go back one step."""
    op.drop_table("proposal")
    op.drop_table("feed_state")
