"""The table that conversations live in."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from knowledge.tables import Base


class StoredConversation(Base):
    """One conversation in one channel, and the little that the bot remembers of it."""

    __tablename__ = "conversation"

    channel: Mapped[str] = mapped_column(String(32), primary_key=True)
    conversation: Mapped[str] = mapped_column(String(255), primary_key=True)
    state: Mapped[str]
    """`State` as JSON."""
    touched_at: Mapped[datetime] = mapped_column(index=True)
    """The last turn."""


class KeptLink(Base):
    """A link that opens the file of all that is kept of one person, for a while."""

    __tablename__ = "kept_link"

    secret_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    """SHA-256 of the secret in it."""
    channel: Mapped[str] = mapped_column(String(32))
    conversation: Mapped[str] = mapped_column(String(255))
    """Where it was asked for; channel and address as in `StoredConversation`."""
    person_id: Mapped[int | None] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), index=True
    )
    until: Mapped[datetime]


class KeptKeyboard(Base):
    """Buttons under a message that has several pages of them, where the channel keeps only one."""

    __tablename__ = "kept_keyboard"

    channel: Mapped[str] = mapped_column(String(32), primary_key=True)
    conversation: Mapped[str] = mapped_column(String(255), primary_key=True)
    message: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    """The channel's own id of it."""
    pages: Mapped[str]
    """In the channel's own form."""
    kept_at: Mapped[datetime] = mapped_column(index=True)
