"""The whole product as `idelos web` runs it, with a bot in a Teams."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import aclosing, asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.app import build
from bot.channels.teams.cloud import Cloud
from bot.database import make_engine, make_sessions
from bot.ideas.tellers import idea_parts, idea_tellers
from bot.intake.tables import Received
from bot.notices.dispatcher import Dispatcher
from bot.notices.means import Means
from bot.notices.preparation import Preparation
from bot.notices.tables import Door, Person
from bot.settings import Settings
from bot.teams import teams_sender
from knowledge.store import SnapshotCache
from tests.channels.clock import Clock
from tests.served import serving
from tests.teams.cloud import cloud_of
from tests.teams.drive import Answer, Driver, Way
from tests.teams.fake import FakeTeams
from tests.teams.world import APP, KARI, TENANT, Conversation, Message
from tests.teams.world import Person as Somebody

_PATIENCE = 10
"""Seconds until something that never comes fails a test."""


def settings(database: str, **values: Any) -> Settings:
    return Settings.model_validate(
        {
            "database_url": database,
            "public_url": "https://idelos.test",
            "secret": "s" * 32,
            "teams_app_id": APP,
            "teams_tenant": TENANT,
            "teams_app_secret": "app-secret",
            "teams_tenants": f"{TENANT}=trondelag",
        }
        | values
    )


@dataclass
class House:
    """What a test holds in its hands."""

    teams: FakeTeams
    driver: Driver
    clock: Clock
    app: Any
    settings: Settings
    cloud: Cloud
    sessions: async_sessionmaker[AsyncSession]
    told: dict[str, int] = field(default_factory=dict)

    async def answers(self, where: Conversation | Somebody, count: int = 1) -> list[Message]:
        """Give the next so many answers in a place, once they have come."""
        place = self.teams.world.personal(where).id if isinstance(where, Somebody) else where.id
        before = self.told.get(place, 0)
        await self.teams.until(lambda: len(self.teams.messages(place)) >= before + count)
        self.told[place] = before + count
        return self.teams.messages(place)[before : before + count]

    async def say(self, text: str, by: Somebody = KARI) -> Message:
        """Let somebody write to the bot alone, and give its answer."""
        assert await self.driver.say(by, text) == Answer(200)
        [answer] = await self.answers(by)
        return answer

    async def mention(
        self, where: Conversation, text: str, by: Somebody = KARI, thread: str | None = None
    ) -> Message:
        """Let somebody write to the bot where others read along, and give its answer."""
        assert await self.driver.mention(by, where, text, thread) == Answer(200)
        [answer] = await self.answers(where)
        return answer

    async def press(self, message: Message, label: str, by: Somebody = KARI) -> Message:
        """Let somebody press a button that is answered, and give the answer."""
        pressed = await self.driver.press(by, message, label)
        assert pressed.status == 200
        [answer] = await self.answers(self.teams.world.conversations[message.conversation])
        return answer

    async def notices(self) -> None:
        """Let a worker send what is due in Teams now."""
        prepare = Preparation(SnapshotCache(self.sessions).current, idea_tellers(), idea_parts())
        means = Means(self.sessions, prepare, "worker", self.clock)
        teams = teams_sender(self.settings, self.sessions, self.clock, self.cloud)
        async with aclosing(teams) as sender:
            dispatcher = Dispatcher(means, sender)
            await dispatcher.round(self.clock())
            await dispatcher.finish()

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

    async def doors(self) -> list[tuple[str, str | None]]:
        """Give addresses in Teams, and why each was closed, if it was."""
        async with self.sessions() as session:
            doors = await session.scalars(select(Door).where(Door.channel == "teams"))
            return [(it.address, it.closed_because) for it in doors]

    async def people(self) -> list[Person]:
        async with self.sessions() as session:
            return list(await session.scalars(select(Person)))


@asynccontextmanager
async def opened(database: str, teams: FakeTeams, **values: Any) -> AsyncIterator[House]:
    clock, cloud = Clock(), cloud_of(teams)
    told = settings(database, **values)
    app = build(told, clock, teams_cloud=cloud)
    engine = make_engine(database)
    async with (
        app.router.lifespan_context(app),
        serving(app) as address,
        httpx.AsyncClient(base_url=address) as http,
    ):
        driver = Driver(Way(http, teams, clock))
        yield House(teams, driver, clock, app, told, cloud, make_sessions(engine))
    await engine.dispose()
