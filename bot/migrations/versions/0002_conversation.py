"""Conversations: the state of each, and when it was last touched."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go up one step."""
    op.create_table(
        "conversation",
        sa.Column("channel", sa.String(32), nullable=False),
        sa.Column("conversation", sa.String(255), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("touched_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("channel", "conversation", name="pk_conversation"),
    )
    op.create_index("ix_conversation_touched_at", "conversation", ["touched_at"])


def downgrade() -> None:
    """Go back one step."""
    op.drop_table("conversation")
