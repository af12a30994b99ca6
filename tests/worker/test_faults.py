"""Faults under a running worker: it goes on by itself, and nothing is lost or doubled."""

import asyncio
import logging
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker

from bot.database import make_engine, make_sessions, migrate
from bot.notices.notice import RateLimit, RefusedError, Target, TryLaterError
from tests.notices.channel import Bench, Channel, Gate
from tests.notices.people import NOON, planned
from tests.postgresql import postgresql_programs, restart_postgresql, running_postgresql
from tests.worker.test_run import OFTEN, Running

Sessions = async_sessionmaker[AsyncSession]


@pytest.fixture
def own_server() -> Iterator[str]:
    """A server of the test's own, to restart."""
    programs = postgresql_programs()
    if programs is None:
        pytest.skip("PostgreSQL is not installed")
    with running_postgresql(programs) as server:
        yield server


@pytest.mark.postgresql
async def test_a_database_that_restarts_in_the_middle(
    own_server: str, postgresql_server: str
) -> None:
    programs = postgresql_programs()
    assert programs
    url = own_server.format(name="postgres")
    await migrate(url)
    engine = make_engine(url)
    sessions = make_sessions(engine)
    ids = await planned(sessions, 60)
    gate = Gate()
    bench, channel = Bench(sessions, timing=OFTEN), Channel(answer=gate, at_once=20)
    async with Running(engine, bench, channel):
        await gate.arrivals(18)
        await asyncio.to_thread(restart_postgresql, programs, own_server)
        gate.open()
        await gate.arrivals(len(ids) - 18)
    assert sorted(channel.ids) == ids
    rows = await bench.rows()
    assert {(row.state, row.repeated) for row in rows} == {("sent", False)}
    await engine.dispose()


class Disk:
    """An SQLite whose disk can be full."""

    def __init__(self, engine: AsyncEngine) -> None:
        self.pages = 0
        event.listen(engine.sync_engine, "checkout", self._limit)

    def _limit(self, connection: Any, record: object, proxy: object) -> None:
        del record, proxy
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA max_page_count = {self.pages or 1_000_000}")
        cursor.close()


class Reported(logging.Handler):
    """Tells when a fault of the database has been logged."""

    def __init__(self) -> None:
        super().__init__()
        self._event = asyncio.Event()

    def emit(self, record: logging.LogRecord) -> None:
        if "OperationalError" in record.getMessage():
            self._event.set()

    async def wait(self) -> None:
        await self._event.wait()


@pytest.fixture
def reported() -> Iterator[Reported]:
    handler, logger = Reported(), logging.getLogger("bot.faults")
    logger.addHandler(handler)
    yield handler
    logger.removeHandler(handler)


async def test_a_full_disk_stops_it_until_there_is_room(tmp_path: Path, reported: Reported) -> None:
    url = f"sqlite:///{tmp_path}/idelos.db"
    await migrate(url)
    engine = make_engine(url)
    disk, sessions = Disk(engine), make_sessions(engine)
    ids = await planned(sessions, 200)
    gate, told = Gate(), "x" * 255

    async def answer(target: Target) -> str | None:
        await gate(target)
        return told  # results that need more room than there is

    bench, channel = Bench(sessions, timing=OFTEN), Channel(answer=answer, at_once=1000)
    async with Running(engine, bench, channel):
        await gate.arrivals(len(ids))
        disk.pages = 1
        gate.open()
        await reported.wait()
        disk.pages = 0
    assert sorted(channel.ids) == ids
    assert {(row.state, row.repeated) for row in await bench.rows()} == {("sent", False)}
    await engine.dispose()


async def test_a_storm_of_refusals_to_take_more_is_waited_out(sessions: Sessions) -> None:
    """Every fifth call meets a limit of the whole channel; nobody calls before it has passed."""
    ids = await planned(sessions, 60)
    bench = Bench(sessions)
    shut_until = NOON

    async def answer(target: Target) -> str | None:
        nonlocal shut_until
        assert bench.clock.now >= shut_until, "Retry-After was not obeyed"
        if len(channel.got) % 5 == 0:
            shut_until = bench.clock.now + timedelta(seconds=30)
            raise TryLaterError("429", timedelta(seconds=30), whole_channel=True)
        return None

    channel = Channel(answer=answer, at_once=1)
    workers = [Bench(sessions, worker=name, clock=bench.clock) for name in ("one", "two")]
    while any(row.state != "sent" for row in await bench.rows()):
        for worker in workers:
            await worker.send_due(channel)
        bench.clock.now += timedelta(seconds=5)
    assert {row.attempts for row in await bench.rows()} == {1}
    assert len(channel.got) - len(ids) == pytest.approx(len(ids) / 4, abs=2)


async def test_a_network_that_fails_at_random(sessions: Sessions) -> None:
    """Each delivery ends in one state that fits what the channel saw of it."""
    chance = Random(7)  # noqa: S311 - repeatable, not secret
    taken: dict[int, int] = {}
    refused: set[int] = set()
    faults = [
        lambda: TryLaterError("421 too busy"),
        lambda: TryLaterError("429", timedelta(seconds=7)),
        ConnectionResetError,
        TimeoutError,
        lambda: RefusedError("550 gone"),
    ]

    async def answer(target: Target) -> str | None:
        weather = chance.random()
        if weather < 0.4:
            fault = chance.choice(faults)()
            if isinstance(fault, RefusedError):
                refused.add(target.delivery)
            elif not isinstance(fault, TryLaterError) and chance.random() < 0.5:
                taken[target.delivery] = taken.get(target.delivery, 0) + 1  # went out, unheard
            raise fault
        taken[target.delivery] = taken.get(target.delivery, 0) + 1
        return None

    await planned(sessions, 60)
    await planned(sessions, 30, kind="announcement", priority=3)
    bench = Bench(sessions)
    channel = Channel(answer=answer, at_once=8, limit=RateLimit(50, 50))
    while any(row.state == "planned" for row in await bench.rows()):
        await bench.send_due(channel)
        bench.clock.now += timedelta(minutes=5)
    for row in await bench.rows():
        times = taken.get(row.id, 0)
        if row.state == "sent":
            assert times == 1 or (times > 1 and row.repeated)
        elif row.state == "dead":
            assert row.id in refused
        else:
            assert (row.kind, row.state) == ("announcement", "uncertain")
            assert times <= 1
