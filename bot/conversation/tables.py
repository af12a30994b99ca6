"""The table that conversations live in."""

from datetime import datetime

from sqlalchemy import String
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
