"""Workers killed at any moment: nothing is lost, and what doubles was in their hands."""

from collections.abc import AsyncIterator
from pathlib import Path
from random import Random

import pytest
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.notices.vocabulary import DEADLINE_KINDS
from tests.notices.people import delivery, plan
from tests.worker.kills import (
    Arrivals,
    Crew,
    Killing,
    drain_with_kills,
    fill,
    held_by,
    unfinished,
)

Sessions = async_sessionmaker[AsyncSession]


@pytest.fixture
async def crew(database: str, tmp_path: Path) -> AsyncIterator[Crew]:
    async with Arrivals(tmp_path / "arrivals").serve() as arrivals:
        crew = Crew(database, arrivals)
        yield crew
        for name in list(crew.alive):
            await crew.kill(name)


def check(found: Killing) -> None:
    """Nothing is lost, and only what was in flight at a kill can have doubled."""
    for number, row in found.rows.items():
        arrived, in_flight = found.arrivals[number], found.in_flight[number]
        assert arrived <= 1 + in_flight
        if row.kind in DEADLINE_KINDS:
            assert row.state == "sent"
            assert arrived >= 1
            assert row.repeated == (in_flight > 0) or arrived == 1
        else:
            assert row.state == "sent" or (row.state == "uncertain" and in_flight)
            assert arrived == 1 or (row.state == "uncertain" and arrived == 0)


async def test_random_kills_lose_nothing(sessions: Sessions, crew: Crew) -> None:
    is_sqlite = crew.url.startswith("sqlite")
    await fill(sessions, {"reminder": 300 if is_sqlite else 1800, "announcement": 200})
    workers, kills = (1, 5) if is_sqlite else (5, 20)
    chance = Random(20270115)  # noqa: S311 - repeatable, not secret
    found = await drain_with_kills(sessions, crew, workers, kills, chance)
    assert found.in_flight.total() > 0, "a kill that hits nothing shows nothing"
    check(found)


async def test_killed_after_the_call_and_before_its_record(sessions: Sessions, crew: Crew) -> None:
    """The stated window: deadlines come twice, and say so; the rest stays uncertain."""
    await fill(sessions, {"reminder": 4, "announcement": 4})
    crew.arrivals.answering = False
    first = crew.hire()
    await crew.arrivals.wait_for(8)
    await crew.kill(first)
    assert len(await held_by(sessions, first)) == 8
    crew.arrivals.answering = True
    found = await drain_with_kills(sessions, crew, workers=1, kills=0, chance=Random(1))  # noqa: S311
    by_kind = {row.kind: (row.state, row.repeated) for row in found.rows.values()}
    assert by_kind == {"reminder": ("sent", True), "announcement": ("uncertain", True)}
    assert sorted(found.arrivals.values()) == [1, 1, 1, 1, 2, 2, 2, 2]


async def test_killed_after_the_record(sessions: Sessions, crew: Crew) -> None:
    """What has been recorded is never sent again."""
    await fill(sessions, {"reminder": 8})
    first = crew.hire()
    await crew.arrivals.wait_for(8)
    while await unfinished(sessions):
        await crew.arrivals.some()
    await crew.kill(first)
    async with sessions() as session:
        await plan(session, [delivery(1, "slack")])
        await session.commit()
    found = await drain_with_kills(sessions, crew, workers=1, kills=0, chance=Random(1))  # noqa: S311
    assert set(found.arrivals.values()) == {1}
    assert len(found.rows) == 9
