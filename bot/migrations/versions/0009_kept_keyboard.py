"""Pages of keyboards that a message can turn to."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go up one step."""
    op.create_table(
        "kept_keyboard",
        sa.Column("channel", sa.String(length=32), nullable=False),
        sa.Column("conversation", sa.String(length=255), nullable=False),
        sa.Column("message", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("pages", sa.String(), nullable=False),
        sa.Column("kept_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("channel", "conversation", "message", name="pk_kept_keyboard"),
    )
    op.create_index("ix_kept_keyboard_kept_at", "kept_keyboard", ["kept_at"])


def downgrade() -> None:
    """Go back one step."""
    op.drop_table("kept_keyboard")
