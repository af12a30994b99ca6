"""The table of conversation references of Teams."""

from datetime import datetime

from sqlalchemy import Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from knowledge.tables import Base


class TeamsReference(Base):
    """One conversation in Teams that the bot is in: see `bot.channels.teams.references`."""

    __tablename__ = "teams_reference"
    __table_args__ = (Index(None, "tenant", "user_id"),)

    conversation: Mapped[str] = mapped_column(String(255), primary_key=True)
    tenant: Mapped[str] = mapped_column(String(36))
    kind: Mapped[str] = mapped_column(String(16))
    service_url: Mapped[str] = mapped_column(Text)
    user_id: Mapped[str | None] = mapped_column(String(36))
    kept_at: Mapped[datetime]
    """When it was last written: on the last day that somebody came this way."""
