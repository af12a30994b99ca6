"""Notices: people and their doors, what they follow, deliveries, and the planner's memory."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_WAITING = sa.text("state = 'planned'")
_GATHERED = sa.text("state = 'gathered'")
_LEASED = sa.text("state = 'sending'")


def upgrade() -> None:
    """Go up one step."""
    op.create_table(
        "announcement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("audience", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("title", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("body", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("link", sa.String(length=500)),
        sa.Column("made_by", sa.String(length=128), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("send_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("cancelled_at", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("id", name="pk_announcement"),
    )
    op.create_table(
        "known_date",
        sa.Column("record", sa.String(length=160), nullable=False),
        sa.Column("what", sa.String(length=16), nullable=False),
        sa.Column("moment", sa.String(length=40)),
        sa.Column("sequence", sa.Integer(), server_default="0", nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("record", "what", name="pk_known_date"),
    )
    op.create_table(
        "person",
        sa.Column("id", _NUMBER, nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("region", sa.String(length=64)),
        sa.Column("municipality", sa.String(length=64)),
        sa.Column("channel", sa.String(length=32)),
        sa.Column("wanted_channel", sa.String(length=32)),
        sa.Column("quiet_from", sa.SmallInteger(), server_default="1200", nullable=False),
        sa.Column("quiet_to", sa.SmallInteger(), server_default="420", nullable=False),
        sa.Column("quiet_until", sa.DateTime(timezone=True)),
        sa.Column(
            "working_days_only", sa.Boolean(), server_default=sa.text("true"), nullable=False
        ),
        sa.Column("daily_limit", sa.SmallInteger(), server_default="3", nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_person"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "planner_mark",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("planned_until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.CheckConstraint("id = 1", name="ck_planner_mark_single"),
        sa.PrimaryKeyConstraint("id", name="pk_planner_mark"),
    )
    op.create_table(
        "rate",
        sa.Column("key", sa.String(length=400), nullable=False),
        sa.Column("full_at", sa.BigInteger(), nullable=False),
        sa.Column("granted", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_rate"),
    )
    op.create_table(
        "delivery",
        sa.Column("id", _NUMBER, nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("subject", sa.String(length=160), nullable=False),
        sa.Column("lead", sa.String(length=40), nullable=False),
        sa.Column("person_id", _NUMBER, nullable=False),
        sa.Column("because", sa.String(length=160), nullable=False),
        sa.Column("channel", sa.String(length=32)),
        sa.Column("priority", sa.SmallInteger(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("try_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("useful_until", sa.DateTime(timezone=True)),
        sa.Column("told", sa.String(length=40)),
        sa.Column("state", sa.String(length=12), server_default="planned", nullable=False),
        sa.Column("attempts", sa.SmallInteger(), server_default="0", nullable=False),
        sa.Column("worker", sa.String(length=64)),
        sa.Column("lease_until", sa.DateTime(timezone=True)),
        sa.Column("repeated", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True)),
        sa.Column("seen_at", sa.DateTime(timezone=True)),
        sa.Column("reference", sa.String(length=255)),
        sa.Column("outcome", sa.String(length=160)),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name="fk_delivery_person_id_person", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_delivery"),
        sa.UniqueConstraint(
            "kind", "subject", "lead", "person_id", name="uq_delivery_kind_subject_lead_person_id"
        ),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_delivery_leased",
        "delivery",
        ["lease_until"],
        sqlite_where=_LEASED,
        postgresql_where=_LEASED,
    )
    op.create_index(
        "ix_delivery_gathered",
        "delivery",
        ["person_id"],
        sqlite_where=_GATHERED,
        postgresql_where=_GATHERED,
    )
    op.create_index("ix_delivery_person_id_sent_at", "delivery", ["person_id", "sent_at"])
    op.create_index(
        "ix_delivery_waiting",
        "delivery",
        ["channel", "priority", "try_at"],
        sqlite_where=_WAITING,
        postgresql_where=_WAITING,
    )
    op.create_table(
        "door",
        sa.Column("id", _NUMBER, nullable=False),
        sa.Column("person_id", _NUMBER, nullable=False),
        sa.Column("channel", sa.String(length=32), nullable=False),
        sa.Column("address", sa.String(length=320), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True)),
        sa.Column("closed_at", sa.DateTime(timezone=True)),
        sa.Column("closed_because", sa.String(length=160)),
        sa.Column("code_hash", sa.String(length=64)),
        sa.Column("code_until", sa.DateTime(timezone=True)),
        sa.Column("code_tries", sa.SmallInteger(), server_default="0", nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name="fk_door_person_id_person", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_door"),
        sa.UniqueConstraint("channel", "address", name="uq_door_channel_address"),
    )
    op.create_index("ix_door_person_id", "door", ["person_id"])
    op.create_table(
        "personal_calendar",
        sa.Column("person_id", _NUMBER, nullable=False),
        sa.Column("secret_hash", sa.String(length=64), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name="fk_personal_calendar_person_id_person",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("person_id", name="pk_personal_calendar"),
        sa.UniqueConstraint("secret_hash", name="uq_personal_calendar_secret_hash"),
    )
    op.create_table(
        "subscription",
        sa.Column("id", _NUMBER, nullable=False),
        sa.Column("person_id", _NUMBER, nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("subject", sa.String(length=128), nullable=False),
        sa.Column("wanted", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column("weekly", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("leads", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name="fk_subscription_person_id_person",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_subscription"),
        sa.UniqueConstraint(
            "person_id", "kind", "subject", name="uq_subscription_person_id_kind_subject"
        ),
    )
    op.create_index("ix_subscription_kind_subject", "subscription", ["kind", "subject"])


def downgrade() -> None:
    """Go back one step."""
    for table in [
        "subscription",
        "personal_calendar",
        "door",
        "delivery",
        "rate",
        "planner_mark",
        "person",
        "known_date",
        "announcement",
    ]:
        op.drop_table(table)
