"""The whole product as `idelos web` runs it, with a bot in a Telegram."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.app import build
from bot.conversation.tables import KeptKeyboard
from bot.database import make_engine, make_sessions
from bot.intake.tables import Received
from bot.notices.tables import Door
from bot.settings import Settings
from tests.channels.clock import Clock
from tests.telegram.drive import SECRET, Driver, Webhook
from tests.telegram.fake import FakeTelegram
from tests.telegram.world import TOKEN, Message

_PATIENCE = 10
"""Seconds until something that never comes fails a test."""


def settings(database: str, **values: Any) -> Settings:
    return Settings.model_validate(
        {
            "database_url": database,
            "public_url": "https://idelos.test",
            "secret": "s" * 32,
            "telegram_token": TOKEN,
            "telegram_secret": SECRET,
            "telegram_region": "trondelag",
        }
        | values
    )


@dataclass
class House:
    """What a test holds in its hands."""

    telegram: FakeTelegram
    driver: Driver
    clock: Clock
    app: Any
    sessions: async_sessionmaker[AsyncSession]
    told: dict[int, int] = field(default_factory=dict)

    async def answers(self, chat: int, count: int = 1) -> list[Message]:
        """Give the next so many answers in a chat, once they have come."""
        before = self.told.get(chat, 0)
        await self.telegram.until(lambda: len(self.telegram.messages(chat)) >= before + count)
        self.told[chat] = before + count
        return self.telegram.messages(chat)[before : before + count]

    async def say(self, text: str, user: int = 81, chat: int | None = None) -> Message:
        """Let somebody write, and give the bot's answer."""
        assert await self.driver.say(user, text, chat) == 200
        [answer] = await self.answers(chat or user)
        return answer

    async def press(self, message: Message, label: str, user: int = 81) -> Message:
        """Let somebody press a button that is answered, and give the answer."""
        assert await self.driver.press(user, message, label) == 200
        [answer] = await self.answers(message.chat)
        return answer

    async def until_done(self, count: int) -> list[Received]:
        """Wait until so many things that came in are done with."""
        return await self._until(lambda rows: [it.state for it in rows].count("done") >= count)

    async def until_waiting(self) -> list[Received]:
        """Wait until what came last was put off."""
        return await self._until(
            lambda rows: rows[-1].state == "waiting" and rows[-1].try_at > self.clock()
        )

    async def _until(self, holds: Callable[[list[Received]], bool]) -> list[Received]:
        async with asyncio.timeout(_PATIENCE):
            while not holds(rows := await self.received()):
                pass
        return rows

    async def received(self) -> list[Received]:
        async with self.sessions() as session:
            return list(await session.scalars(select(Received).order_by(Received.id)))

    async def keyboards(self) -> int:
        """Give how many keyboards are kept."""
        async with self.sessions() as session:
            return len((await session.scalars(select(KeptKeyboard))).all())

    async def doors(self) -> list[tuple[str, str, str | None]]:
        """Give channel and address of all doors, and why each was closed, if it was."""
        async with self.sessions() as session:
            doors = await session.scalars(select(Door).order_by(Door.id))
            return [(it.channel, it.address, it.closed_because) for it in doors]


@asynccontextmanager
async def opened(database: str, telegram: FakeTelegram, **values: Any) -> AsyncIterator[House]:
    clock = Clock()
    app = build(settings(database, **values), clock, telegram_api=telegram.address)
    driver = Driver(Webhook(app, telegram), telegram)
    engine = make_engine(database)
    try:
        async with app.router.lifespan_context(app):
            yield House(telegram, driver, clock, app, make_sessions(engine))
    finally:
        await engine.dispose()
