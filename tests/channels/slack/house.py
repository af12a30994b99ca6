"""The whole product as `idelos web` runs it, in one workspace of a Slack."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import aclosing, asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.app import build
from bot.database import make_engine, make_sessions
from bot.ideas.tellers import idea_parts, idea_tellers
from bot.intake.tables import Received
from bot.notices.dispatcher import Dispatcher
from bot.notices.means import Means
from bot.notices.preparation import Preparation
from bot.notices.tables import Door, Person
from bot.settings import Settings
from bot.slack import slack_sender
from knowledge.store import SnapshotCache
from tests.channels.clock import Clock
from tests.slack.drive import SECRET, Driver, Http
from tests.slack.fake import FakeSlack
from tests.slack.world import Posted

_PATIENCE = 10
"""Seconds until something that never comes fails a test."""


def settings(database: str, **values: Any) -> Settings:
    return Settings.model_validate(
        {
            "database_url": database,
            "public_url": "https://idelos.test",
            "secret": "s" * 32,
            "slack_bot_token": "xoxb-T1",
            "slack_signing_secret": SECRET,
            "slack_region": "trondelag",
        }
        | values
    )


@dataclass
class House:
    """What a test holds in its hands."""

    slack: FakeSlack
    driver: Driver
    clock: Clock
    app: Any
    settings: Settings
    sessions: async_sessionmaker[AsyncSession]
    told: dict[tuple[str, str | None], int] = field(default_factory=dict)

    async def answers(self, place: str, count: int = 1, to: str | None = None) -> list[Posted]:
        """Give the next so many answers in a place, once they have come."""
        before = self.told.get((place, to), 0)
        await self.slack.until(lambda: len(self.slack.messages(place, to)) >= before + count)
        self.told[place, to] = before + count
        return self.slack.messages(place, to)[before : before + count]

    async def say(self, text: str, user: str = "U1", thread: str | None = None) -> Posted:
        """Let somebody write to the bot alone, and give its answer."""
        await self.driver.say(user, text, thread=thread)
        [answer] = await self.answers(user)
        return answer

    async def notices(self) -> None:
        """Let a worker send what is due in Slack now."""
        prepare = Preparation(SnapshotCache(self.sessions).current, idea_tellers(), idea_parts())
        means = Means(self.sessions, prepare, "worker", self.clock)
        slack = slack_sender(self.settings, self.sessions, self.clock, self.slack.base_url)
        async with aclosing(slack) as sender:
            dispatcher = Dispatcher(means, sender)
            await dispatcher.round(self.clock())
            await dispatcher.finish()

    async def until_done(self, count: int) -> None:
        """Wait until so many things that came in are done with."""
        await self._until(lambda rows: [it.state for it in rows].count("done") >= count)

    async def until_waiting(self) -> None:
        """Wait until what came last was put off."""
        await self._until(
            lambda rows: rows[-1].state == "waiting" and rows[-1].try_at > self.clock()
        )

    async def _until(self, holds: Callable[[list[Received]], bool]) -> None:
        async with asyncio.timeout(_PATIENCE):
            while not holds(await self.received()):
                pass

    async def doors(self) -> list[tuple[str, str | None]]:
        """Give addresses in Slack, and why each was closed, if it was."""
        async with self.sessions() as session:
            doors = await session.scalars(select(Door).where(Door.channel == "slack"))
            return [(it.address, it.closed_because) for it in doors]

    async def press(self, answer: Posted, label: str, user: str = "U1") -> Posted:
        """Let somebody press a button of an answer to them alone, and give what comes of it."""
        await self.driver.press(user, answer, label)
        [next_] = await self.answers(user)
        return next_

    async def people(self) -> list[Person]:
        async with self.sessions() as session:
            return list(await session.scalars(select(Person)))

    async def received(self) -> list[Received]:
        async with self.sessions() as session:
            return list(await session.scalars(select(Received).order_by(Received.id)))


@asynccontextmanager
async def opened(database: str, slack: FakeSlack, **values: Any) -> AsyncIterator[House]:
    clock = Clock()
    told = settings(database, **values)
    app = build(told, clock, slack_api=slack.base_url)
    driver = Driver(Http(app, now=lambda: clock().timestamp()), slack)
    engine = make_engine(database)
    try:
        async with app.router.lifespan_context(app):
            yield House(slack, driver, clock, app, told, make_sessions(engine))
    finally:
        await engine.dispose()
