"""The relay: ideas and their steps, offices, introductions, courses."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_TICKING = sa.text("next_at IS NOT NULL")
_OF_MAILBOX = sa.text("proof = 'mailbox' AND until IS NULL")


def upgrade() -> None:
    """Go up one step."""
    op.create_table(
        "course",
        sa.Column("id", _NUMBER, nullable=False),
        sa.Column("region", sa.String(length=64), nullable=False),
        sa.Column("theme", sa.String(length=32), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("priority", sa.SmallInteger(), server_default="0", nullable=False),
        sa.Column("status", sa.String(length=12), nullable=False),
        sa.Column("starts", sa.String(length=25)),
        sa.Column("link", sa.String(length=500)),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("announced_at", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("id", name="pk_course"),
    )
    op.create_table(
        "idea_count",
        sa.Column("year", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("year", name="pk_idea_count"),
    )
    op.create_table(
        "idea",
        sa.Column("id", _NUMBER, nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("region", sa.String(length=64), nullable=False),
        sa.Column("municipality", sa.String(length=64)),
        sa.Column("themes", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("needs", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("aim", sa.String(length=12)),
        sa.Column("company", sa.String(length=12)),
        sa.Column("wish", sa.String(length=12)),
        sa.Column("people", sa.Integer()),
        sa.Column("people_to", sa.Integer()),
        sa.Column("shared", sa.Boolean(), nullable=False),
        sa.Column("person_id", _NUMBER),
        sa.Column("secret_hash", sa.String(length=64)),
        sa.Column("course_id", _NUMBER),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("stage", sa.String(length=12), nullable=False),
        sa.Column("holder", sa.String(length=160), nullable=False),
        sa.Column("shown", sa.Boolean(), nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True)),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True)),
        sa.ForeignKeyConstraint(
            ["course_id"], ["course.id"], name="fk_idea_course_id_course", ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name="fk_idea_person_id_person", ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_idea"),
        sa.UniqueConstraint("number", name="uq_idea_number"),
        sa.UniqueConstraint("secret_hash", name="uq_idea_secret_hash"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_idea_changed_at", "idea", ["changed_at"])
    op.create_index("ix_idea_ended_at", "idea", ["ended_at"])
    op.create_index("ix_idea_holder_stage", "idea", ["holder", "stage"])
    op.create_index("ix_idea_person_id", "idea", ["person_id"])
    op.create_index("ix_idea_region_municipality", "idea", ["region", "municipality"])
    op.create_index(
        "ix_idea_ticking", "idea", ["next_at"], sqlite_where=_TICKING, postgresql_where=_TICKING
    )
    op.create_table(
        "office",
        sa.Column("id", _NUMBER, nullable=False),
        sa.Column("person_id", _NUMBER, nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("seat", sa.String(length=160)),
        sa.Column("region", sa.String(length=64)),
        sa.Column("deputy", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("proof", sa.String(length=12), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True)),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name="fk_office_person_id_person", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_office"),
    )
    op.create_index("ix_office_person_id", "office", ["person_id"])
    op.create_index("ix_office_seat", "office", ["seat"])
    op.create_index(
        "uq_office_of_mailbox",
        "office",
        ["person_id", "seat"],
        unique=True,
        sqlite_where=_OF_MAILBOX,
        postgresql_where=_OF_MAILBOX,
    )
    op.create_table(
        "office_code",
        sa.Column("id", _NUMBER, nullable=False),
        sa.Column("person_id", _NUMBER),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("seat", sa.String(length=160)),
        sa.Column("region", sa.String(length=64)),
        sa.Column("deputy", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tries", sa.SmallInteger(), server_default="0", nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True)),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name="fk_office_code_person_id_person", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_office_code"),
        sa.UniqueConstraint("code_hash", name="uq_office_code_code_hash"),
    )
    op.create_table(
        "evaluation",
        sa.Column("id", _NUMBER, nullable=False),
        sa.Column("course_id", _NUMBER, nullable=False),
        sa.Column("idea_id", _NUMBER, nullable=False),
        sa.Column("useful", sa.SmallInteger(), nullable=False),
        sa.Column("used", sa.Boolean(), nullable=False),
        sa.Column("missing", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["course_id"], ["course.id"], name="fk_evaluation_course_id_course", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["idea_id"], ["idea.id"], name="fk_evaluation_idea_id_idea", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_evaluation"),
        sa.UniqueConstraint("course_id", "idea_id", name="uq_evaluation_course_id_idea_id"),
    )
    op.create_table(
        "idea_step",
        sa.Column("idea_id", _NUMBER, nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("actor", sa.String(length=16), nullable=False),
        sa.Column("person_id", _NUMBER),
        sa.Column("seat", sa.String(length=160)),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("nonce", sa.String(length=64), nullable=False),
        sa.Column("details", sa.JSON(none_as_null=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["idea_id"], ["idea.id"], name="fk_idea_step_idea_id_idea", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name="fk_idea_step_person_id_person", ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("idea_id", "seq", name="pk_idea_step"),
        sa.UniqueConstraint("idea_id", "nonce", name="uq_idea_step_idea_id_nonce"),
    )
    op.create_index("ix_idea_step_person_id", "idea_step", ["person_id"])
    op.create_table(
        "introduction",
        sa.Column("id", _NUMBER, nullable=False),
        sa.Column("first_id", _NUMBER, nullable=False),
        sa.Column("second_id", _NUMBER, nullable=False),
        sa.Column("first_yes", sa.Boolean()),
        sa.Column("second_yes", sa.Boolean()),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True)),
        sa.ForeignKeyConstraint(
            ["first_id"], ["idea.id"], name="fk_introduction_first_id_idea", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["second_id"], ["idea.id"], name="fk_introduction_second_id_idea", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_introduction"),
        sa.UniqueConstraint("first_id", "second_id", name="uq_introduction_first_id_second_id"),
    )
    op.create_index("ix_introduction_second_id", "introduction", ["second_id"])


def downgrade() -> None:
    """Go back one step."""
    op.drop_table("introduction")
    op.drop_table("idea_step")
    op.drop_table("evaluation")
    op.drop_table("office_code")
    op.drop_table("office")
    op.drop_table("idea")
    op.drop_table("idea_count")
    op.drop_table("course")
