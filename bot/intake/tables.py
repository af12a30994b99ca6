"""The table of what came in, by which repeats are known and nothing is lost."""

from datetime import datetime

from sqlalchemy import (
    BigInteger,
    Index,
    Integer,
    SmallInteger,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from knowledge.tables import Base

_OPEN = text("state IN ('waiting', 'working')")


class Received(Base):
    """One thing that came in, once: unique by its channel and the channel's own id of it.

    When it is done only that id is left, so that a repeat is known; what was said is deleted.
    """

    __tablename__ = "received"
    __table_args__ = (
        UniqueConstraint("channel", "key"),
        Index(
            "ix_received_open",
            "channel",
            "conversation",
            "id",
            sqlite_where=_OPEN,
            postgresql_where=_OPEN,
        ),
        Index(None, "received_at"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True)
    """Rises in the order of arrival."""
    channel: Mapped[str] = mapped_column(String(32))
    key: Mapped[str] = mapped_column(String(255))
    stamp: Mapped[str] = mapped_column(String(64))
    """Which of several presses of the same button it was; empty for all else."""
    conversation: Mapped[str] = mapped_column(String(255))
    """Within it order is kept. Emptied when it is done."""
    payload: Mapped[str] = mapped_column(Text)
    """What the channel needs to answer. Emptied when it is done."""
    received_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(String(8), server_default="waiting")
    """``waiting``, ``working``, ``done`` or ``failed``."""
    try_at: Mapped[datetime]
    attempts: Mapped[int] = mapped_column(SmallInteger, server_default="0")
    worker: Mapped[str | None] = mapped_column(String(64))
    lease_until: Mapped[datetime | None]
    reply: Mapped[str | None] = mapped_column(Text)
    """What the turn answered, as JSON, from its commit until the channel has it."""
    outcome: Mapped[str | None] = mapped_column(String(160))
    """Why it failed; never what was said."""
