"""Knowledge: records, pack files, revisions, and the counter."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go up one step."""
    op.create_table(
        "pack_file",
        sa.Column("pack", sa.String(64), nullable=False),
        sa.Column("name", sa.String(128), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("about", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("pack", "name", name="pk_pack_file"),
    )
    op.create_table(
        "record",
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("id", sa.String(128), nullable=False),
        sa.Column("pack", sa.String(64), nullable=False),
        sa.Column("file", sa.String(128), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("data", sa.JSON(none_as_null=True), nullable=False),
        sa.PrimaryKeyConstraint("kind", "id", name="pk_record"),
        sa.ForeignKeyConstraint(
            ["pack", "file"], ["pack_file.pack", "pack_file.name"], name="fk_record_pack_pack_file"
        ),
    )
    op.create_index("ix_record_pack_file", "record", ["pack", "file"])
    op.create_table(
        "record_revision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("who", sa.String(128), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("record", sa.String(128), nullable=False),
        sa.Column("before", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("after", sa.JSON(none_as_null=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_record_revision"),
    )
    op.create_index("ix_record_revision_kind_record", "record_revision", ["kind", "record"])
    state = op.create_table(
        "knowledge_state",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_knowledge_state"),
        sa.CheckConstraint("id = 1", name=op.f("ck_knowledge_state_single")),
    )
    op.bulk_insert(state, [{"id": 1, "revision": 0}])


def downgrade() -> None:
    """Go back one step."""
    op.drop_table("knowledge_state")
    op.drop_table("record_revision")
    op.drop_table("record")
    op.drop_table("pack_file")
