"""The table of what came in, by which repeats are known and nothing is lost."""

from datetime import datetime
from typing import Final

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

OPEN: Final = text("state IN ('waiting', 'working')")
WAITING: Final = text("state = 'waiting'")
"""Written out, since an index over some of the rows serves only who asks with its own words."""


class Received(Base):
    """One thing that came in, once: unique by its channel and the channel's own id of it.

    When it is done only the digest of that id is left, by which a repeat is known: nothing tells
    what was said, or by whom.
    """

    __tablename__ = "received"
    __table_args__ = (
        UniqueConstraint("channel", "key"),
        Index(
            "ix_received_open",
            "channel",
            "conversation",
            "id",
            sqlite_where=OPEN,
            postgresql_where=OPEN,
        ),
        Index("ix_received_waiting", "id", sqlite_where=WAITING, postgresql_where=WAITING),
        Index(None, "received_at"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True)
    """Rises in the order of arrival; a button that is pressed anew gets a new one."""
    channel: Mapped[str] = mapped_column(String(32))
    key: Mapped[str] = mapped_column(String(64))
    """SHA-256 of the channel's id."""
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
