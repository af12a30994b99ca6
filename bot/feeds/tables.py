"""The tables of feeds: when each was looked at, and what came of each entry."""

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, Index, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from knowledge.tables import Base, Data


class FeedState(Base):
    """One feed: what we have of it, so that it is fetched only where it changed."""

    __tablename__ = "feed_state"

    feed: Mapped[str] = mapped_column(String(128), primary_key=True)
    looked_at: Mapped[datetime]
    definition: Mapped[str | None] = mapped_column(String(64))
    """A hash of its record; another record reads the same bytes anew."""
    etag: Mapped[str | None] = mapped_column(String(255))
    last_modified: Mapped[str | None] = mapped_column(String(255))
    fault: Mapped[str | None] = mapped_column(String(32))
    """Why the last look failed."""


class Proposal(Base):
    """What one entry of a feed would change, and what a keeper said to that."""

    __tablename__ = "proposal"
    __table_args__ = (
        UniqueConstraint("feed", "item"),
        CheckConstraint("state IN ('waiting', 'accepted', 'rejected')", name="state"),
        Index(None, "state"),
        {"sqlite_autoincrement": True},  # keepers name proposals by their id
    )

    id: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True)
    feed: Mapped[str] = mapped_column(String(128))
    item: Mapped[str] = mapped_column(String(64))
    """A hash of the entry's own key."""
    kind: Mapped[str] = mapped_column(String(32))
    record: Mapped[str] = mapped_column(String(128))
    """The record that it is, or would become."""
    said: Mapped[Data]
    """The fields that the entry gives, as it last was."""
    accepted: Mapped[Data | None]
    """The same, as a keeper last accepted them."""
    source: Mapped[str] = mapped_column(String(500))
    state: Mapped[str] = mapped_column(String(8))
    seen_at: Mapped[datetime]
    """When it was first seen as it now is."""
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[str | None] = mapped_column(String(128))
