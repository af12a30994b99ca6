"""Conversations in Teams that the bot can write to."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go up one step."""
    op.create_table(
        "teams_reference",
        sa.Column("conversation", sa.String(length=255), nullable=False),
        sa.Column("tenant", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("service_url", sa.Text(), nullable=False),
        sa.Column("user_id", sa.String(length=36), nullable=True),
        sa.Column("kept_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("conversation", name="pk_teams_reference"),
    )
    op.create_index("ix_teams_reference_tenant_user_id", "teams_reference", ["tenant", "user_id"])


def downgrade() -> None:
    """Go back one step."""
    op.drop_table("teams_reference")
