"""The table of the Slack workspaces that let the bot in."""

from datetime import datetime

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from knowledge.tables import Base


class SlackInstallation(Base):
    """One workspace. When it ends its tokens are deleted; that it was there is kept.

    Who installed it is not kept.
    """

    __tablename__ = "slack_installation"

    team: Mapped[str] = mapped_column(String(32), primary_key=True)
    """Slack's id of the workspace: ``T024BE7LD``."""
    name: Mapped[str] = mapped_column(String(255))
    """What the workspace calls itself."""
    enterprise: Mapped[str | None] = mapped_column(String(32))
    """Slack's id of the organisation that the workspace belongs to."""
    app: Mapped[str] = mapped_column(String(32))
    bot_user: Mapped[str] = mapped_column(String(32))
    scopes: Mapped[str] = mapped_column(Text)
    """What the workspace granted, with commas between."""
    token: Mapped[str | None] = mapped_column(Text)
    """Sealed; empty once the installation has ended."""
    refresh_token: Mapped[str | None] = mapped_column(Text)
    """Sealed; empty as well where tokens never expire."""
    expires_at: Mapped[datetime | None]
    """When the token stops working; empty where it never does."""
    renewing_until: Mapped[datetime | None]
    """Until then no other process renews the token."""
    region: Mapped[str | None] = mapped_column(String(64))
    """Id of the region that the people of the workspace belong to."""
    installed_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
