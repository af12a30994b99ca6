"""The demonstration: everything on one machine, begun anew each time, and nothing sent out."""

import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from shutil import rmtree
from typing import Final

from pydantic import SecretStr
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.demo.clock import DemoClock
from bot.demo.outbox import OutboxDesk
from bot.ideas import offices
from bot.ideas.offices import Post
from bot.ideas.seat import Seat
from bot.ideas.ticking import tick_ideas
from bot.notices.planner import plan
from bot.settings import Settings
from knowledge.base import KnowledgeBase

SAMPLE: Final = Post("contact", Seat("foui-kontakt", "namsos"), "trondelag")
"""The office that whoever tries the demonstration can hold in a second tab."""


@dataclass(frozen=True, slots=True)
class Demo:
    """One run of it, in a folder of its own."""

    folder: Path
    clock: DemoClock = field(default_factory=DemoClock)

    @property
    def letters(self) -> Path:
        """Where letters are kept."""
        return self.folder / "outbox"

    def begin(self) -> None:
        """Make the folder, and take away what the last run left in it."""
        rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)

    def settings(self, port: int) -> Settings:
        """Give the settings; no mail server and no chat, whatever the environment says."""
        return Settings(
            database_url=f"sqlite:///{self.folder}/demo.db",
            port=port,
            public_url=None,
            secret=SecretStr(secrets.token_urlsafe(32)),
            smtp_host=None,
            smtp_user=None,
            smtp_password=None,
            mail_from="idelos@example.org",
            slack_bot_token=None,
            slack_client_id=None,
            slack_client_secret=None,
            slack_signing_secret=None,
            slack_app_token=None,
            slack_region=None,
        )

    def outbox(
        self,
        sessions: async_sessionmaker[AsyncSession],
        knowledge: Callable[[], Awaitable[KnowledgeBase]],
    ) -> OutboxDesk:
        """Give what the page of the outbox works with."""

        async def next_morning() -> None:
            self.clock.to_next_morning()
            known, now = await knowledge(), self.clock()
            await plan(sessions, known, now)
            await tick_ideas(sessions, known, now)

        async def invite() -> str:
            async with sessions.begin() as session:
                return await offices.invite(session, SAMPLE, self.clock())

        return OutboxDesk(self.letters, self.clock, next_morning, invite)
