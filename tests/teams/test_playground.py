"""The product talks with a Teams that nobody here wrote, as on a developer's machine."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import aclosing
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.app import build
from bot.ideas.tellers import idea_parts, idea_tellers
from bot.intake.tables import Received
from bot.notices.dispatcher import Dispatcher
from bot.notices.means import Means
from bot.notices.planner import plan
from bot.notices.preparation import Preparation
from bot.settings import Settings
from bot.teams import teams_sender
from knowledge.store import SnapshotCache
from tests.channels.clock import Clock
from tests.served import serving
from tests.teams.playground import CHANNEL, GROUP, Playground, Shown, playground

pytestmark = [
    pytest.mark.node,
    pytest.mark.with_packs,
    pytest.mark.parametrize("databases", ["sqlite"], indirect=True),
]

_PATIENCE = 10
IDEA = "Vi vil teste sensorer i hjemmetjenesten i Namsos"


@dataclass
class Yard:
    """The product, and the playground beside it."""

    teams: Playground
    clock: Clock
    settings: Settings
    sessions: async_sessionmaker[AsyncSession]

    async def answer(self, text: str) -> Shown:
        """Write to the bot alone, and give its answer."""
        await self.teams.say(text)
        return await self.teams.next()

    async def pressed(self, message: Shown, label: str) -> Shown:
        """Press a button, and give the message that comes of it."""
        await self.teams.press(message, label)
        return await self.teams.next()

    async def notices(self) -> None:
        """Let a worker plan and send what is due now."""
        knowledge = SnapshotCache(self.sessions).current
        await plan(self.sessions, await knowledge(), self.clock())
        prepare = Preparation(knowledge, idea_tellers(), idea_parts())
        means = Means(self.sessions, prepare, "worker", self.clock)
        async with aclosing(teams_sender(self.settings, self.sessions, self.clock)) as sender:
            dispatcher = Dispatcher(means, sender)
            await dispatcher.round(self.clock())
            await dispatcher.finish()

    async def until_quiet(self) -> None:
        """Wait until all that came in is done with."""
        undone = select(Received.id).where(Received.state != "done")
        async with asyncio.timeout(_PATIENCE), self.sessions() as session:
            while await session.scalar(undone):
                await session.rollback()  # what was read once is not read anew


@pytest.fixture
async def yard(
    database: str, sessions: async_sessionmaker[AsyncSession], tmp_path: Path
) -> AsyncIterator[Yard]:
    told = {"database_url": database, "secret": "s" * 32, "teams_development": True}
    settings, clock = Settings.model_validate(told), Clock()
    app = build(settings, clock)
    async with (
        app.router.lifespan_context(app),
        serving(app) as address,
        playground(address, tmp_path) as teams,
    ):
        yield Yard(teams, clock, settings, sessions)


async def test_an_idea_is_asked_about_and_a_button_pressed(yard: Yard) -> None:
    teams = yard.teams
    await teams.say(IDEA)
    answer = await teams.next()
    assert "FoUI-kontakten i Namsos kommune" in answer.card.text
    await teams.press(answer, "Hvorfor?")
    assert "Namsos" in (await teams.next()).card.text
    await yard.until_quiet()
    yard.clock.pass_(10)
    await teams.submit(answer, "Hvorfor?")
    assert "Namsos" in (await teams.next()).card.text


@pytest.mark.parametrize("where", [GROUP, CHANNEL])
async def test_others_read_along(yard: Yard, where: str) -> None:
    teams = yard.teams
    place = await teams.say("hvem er FoUI-kontakt i Namsos?", where)
    answer = await teams.next()
    assert answer.where == place
    assert "namsos.kommune.no" in answer.card.text
