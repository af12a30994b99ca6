"""The whole product beside a Slack, a Teams, a Telegram and a mail server; people have browsers
too."""

import asyncio
import re
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, aclosing, asynccontextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any, cast

import httpx
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.app import build
from bot.database import make_engine, make_sessions
from bot.ideas.tellers import idea_parts, idea_tellers
from bot.intake.tables import Received
from bot.notices.dispatcher import Dispatcher
from bot.notices.means import Means
from bot.notices.notice import Sender
from bot.notices.preparation import Preparation
from bot.senders import open_senders
from bot.settings import Settings
from bot.slack import slack_sender
from bot.teams import teams_sender
from bot.telegram import telegram_sender
from knowledge.store import SnapshotCache
from tests.channels.clock import Clock
from tests.ideas.people import MONDAY
from tests.mail.server import MailServer
from tests.mail.server import running as mail_running
from tests.slack import drive as slack_drive
from tests.slack.fake import FakeSlack
from tests.slack.world import Posted
from tests.teams import drive as teams_drive
from tests.teams.cloud import cloud_of
from tests.teams.fake import FakeTeams
from tests.teams.world import APP, TENANT, Person
from tests.teams.world import Message as TeamsMessage
from tests.telegram import drive as telegram_drive
from tests.telegram.fake import FakeTelegram
from tests.telegram.world import TOKEN, Message

_HOME = "https://idelos.test"
_PATIENCE = 10
"""Seconds until something that never ends fails a test."""


@dataclass
class Town:
    """What a test holds in its hands."""

    slack: FakeSlack
    teams: FakeTeams
    telegram: FakeTelegram
    mail: MailServer
    app: Any
    clock: Clock
    sessions: async_sessionmaker[AsyncSession]
    dispatchers: list[Dispatcher]
    heard: Counter[str | int] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        signed = slack_drive.Http(self.app, now=lambda: self.clock().timestamp())
        self.in_slack = slack_drive.Driver(signed, self.slack)
        over = teams_drive.Way(self.browser(), self.teams, self.clock)
        self.in_teams = teams_drive.Driver(over)
        brought = telegram_drive.Webhook(self.app, self.telegram)
        self.in_telegram = telegram_drive.Driver(brought, self.telegram)

    async def from_slack(self, user: str) -> Posted:
        """Give the next message that the bot sends somebody in Slack, once it has come."""
        self.heard[user] += 1
        await self.slack.until(lambda: len(self.slack.messages(user)) >= self.heard[user])
        return self.slack.messages(user)[self.heard[user] - 1]

    async def from_teams(self, person: Person) -> TeamsMessage:
        """Give the next message that the bot sends somebody in Teams, once it has come."""
        self.heard[person.id] += 1
        await self.teams.until(lambda: len(self.teams.messages(person)) >= self.heard[person.id])
        return self.teams.messages(person)[self.heard[person.id] - 1]

    async def from_telegram(self, chat: int) -> Message:
        """Give the next message that the bot sends to a chat of Telegram, once it has come."""
        self.heard[chat] += 1
        await self.telegram.until(lambda: len(self.telegram.messages(chat)) >= self.heard[chat])
        return self.telegram.messages(chat)[self.heard[chat] - 1]

    def letters(self, to: str) -> list[EmailMessage]:
        """Give all letters to an address, the oldest first."""
        found = (cast("bytes", it.content) for it in self.mail.letters)
        read = (cast("EmailMessage", message_from_bytes(it, policy=default)) for it in found)
        return [it for it in read if it["To"] == to]

    async def code(self, to: str) -> str:
        """Give the code that the next letter brings."""
        await self.notices()
        found = re.search(r"Koden din er (\d{6})", self.letters(to)[-1].as_string())
        assert found
        return found[1]

    def browser(self) -> httpx.AsyncClient:
        """Open somebody's browser, that knows nothing of them yet."""
        return httpx.AsyncClient(transport=httpx.ASGITransport(self.app), base_url=_HOME)

    async def notices(self) -> None:
        """Let a worker send what is due now, a minute later, in every channel."""
        self.clock.pass_(60)
        for dispatcher in self.dispatchers:
            await dispatcher.round(self.clock())
            await dispatcher.finish()

    async def until_quiet(self) -> None:
        """Wait until all that came in is done with."""
        undone = select(Received.id).where(Received.state != "done")
        async with asyncio.timeout(_PATIENCE), self.sessions() as session:
            while await session.scalar(undone):
                await session.rollback()  # what was read once is not read anew


@asynccontextmanager
async def opened(
    database: str, slack: FakeSlack, teams: FakeTeams, telegram: FakeTelegram
) -> AsyncIterator[Town]:
    """Let all of it work on a database."""
    clock, engine, cloud = Clock(MONDAY), make_engine(database), cloud_of(teams)
    sessions = make_sessions(engine)
    async with AsyncExitStack() as open_, mail_running(MailServer()) as mail:
        open_.push_async_callback(engine.dispose)
        settings = _settings(database, mail.port)
        app = build(
            settings,
            clock,
            slack_api=slack.base_url,
            telegram_api=telegram.address,
            teams_cloud=cloud,
        )
        await open_.enter_async_context(app.router.lifespan_context(app))
        no_chats = dict.fromkeys(("slack_bot_token", "teams_app_id", "telegram_token"))
        letters = settings.model_copy(update=no_chats)
        senders: list[Sender] = [
            *await open_.enter_async_context(open_senders(letters, sessions, clock)),
            await open_.enter_async_context(
                aclosing(slack_sender(settings, sessions, clock, slack.base_url))
            ),
            await open_.enter_async_context(
                aclosing(teams_sender(settings, sessions, clock, cloud))
            ),
            await open_.enter_async_context(
                aclosing(telegram_sender(settings, sessions, clock, telegram.address))
            ),
        ]
        prepare = Preparation(SnapshotCache(sessions).current, idea_tellers(), idea_parts())
        means = Means(sessions, prepare, "worker", clock)
        dispatchers = [Dispatcher(means, it) for it in senders]
        town = Town(slack, teams, telegram, mail, app, clock, sessions, dispatchers)
        async with town.in_teams.way.http:
            yield town


def _settings(database: str, mail_port: int) -> Settings:
    return Settings.model_validate(
        {
            "database_url": database,
            "public_url": _HOME,
            "secret": "s" * 32,
            "slack_bot_token": "xoxb-T1",
            "slack_signing_secret": slack_drive.SECRET,
            "slack_region": "trondelag",
            "teams_app_id": APP,
            "teams_tenant": TENANT,
            "teams_app_secret": "app-secret",
            "teams_tenants": f"{TENANT}=trondelag",
            "telegram_token": TOKEN,
            "telegram_secret": telegram_drive.SECRET,
            "telegram_region": "trondelag",
            "smtp_host": "localhost",
            "smtp_port": mail_port,
            "smtp_security": "none",
            "mail_from": "idelos@mail.idelos.test",
        }
    )
