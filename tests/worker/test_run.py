"""A whole worker on both databases: woken, interrupted, and told to stop."""

import asyncio
import contextlib
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker

from bot.notices.bell import ring
from bot.notices.claims import Lease, claim
from bot.notices.leases import Watch
from bot.notices.means import Timing
from bot.notices.notice import Target
from bot.notices.tables import Delivery
from bot.worker.leases import tend_leases
from bot.worker.run import run_worker
from tests.notices.channel import Answer, Bench, Channel, Gate
from tests.notices.people import NOON, delivery, make_person, plan

Sessions = async_sessionmaker[AsyncSession]

NEVER = Timing(poll=3600, renew=3600)
OFTEN = Timing(poll=0.01, renew=0.01, lease=3600)
SOON_LOST = replace(OFTEN, lease=0.1)


class Running:
    """A worker that runs while the test looks on."""

    def __init__(self, engine: AsyncEngine, bench: Bench, *channels: Channel) -> None:
        self._engine = engine
        self._bench = bench
        self._channels = channels
        self._stopped = asyncio.Event()

    async def __aenter__(self) -> "Running":
        self._task = asyncio.create_task(
            run_worker(self._engine, self._bench.means, self._channels, (), self._stopped)
        )
        return self

    def stop(self) -> None:
        self._stopped.set()

    async def __aexit__(self, *_: object) -> None:
        self.stop()
        await self._task


def counting() -> tuple[asyncio.Semaphore, Answer]:
    arrived = asyncio.Semaphore(0)

    async def accept(target: Target) -> str | None:
        del target
        arrived.release()
        return None

    return arrived, accept


async def write(sessions: Sessions, number: int = 1, kind: str = "reminder") -> list[int]:
    async with sessions() as session:
        person = await make_person(session, "slack")
        ids = await plan(session, [delivery(person, "slack", kind) for _ in range(number)])
        await ring(session)
        await session.commit()
    return ids


def at_rest(engine: AsyncEngine) -> Timing:
    """Never look by yourself where there is a bell; often where there is none."""
    return NEVER if engine.dialect.name == "postgresql" else OFTEN


async def test_what_is_written_while_it_runs_goes_out_at_once(
    engine: AsyncEngine, sessions: Sessions
) -> None:
    arrived, accept = counting()
    channel = Channel(answer=accept)
    async with Running(engine, Bench(sessions, timing=at_rest(engine)), channel):
        for _ in range(5):
            ids = await write(sessions)
            await arrived.acquire()
            assert channel.ids[-1:] == ids
    assert {row.state for row in await Bench(sessions).rows()} == {"sent"}


async def test_many_workers_share_the_work(engine: AsyncEngine, sessions: Sessions) -> None:
    arrived, accept = counting()
    channels = [Channel(answer=accept, at_once=3) for _ in range(4)]
    ids = await write(sessions, 100)
    async with contextlib.AsyncExitStack() as stack:
        for number, channel in enumerate(channels):
            bench = Bench(sessions, worker=f"worker {number}", timing=OFTEN)
            await stack.enter_async_context(Running(engine, bench, channel))
        for _ in ids:
            await arrived.acquire()
    assert sorted(it for channel in channels for it in channel.ids) == ids


async def test_a_long_call_keeps_its_lease(engine: AsyncEngine, sessions: Sessions) -> None:
    await write(sessions)
    gate = Gate()
    bench, other = Bench(sessions, timing=OFTEN), Bench(sessions, worker="other")
    async with Running(engine, bench, Channel(answer=gate)):
        await gate.arrivals(1)
        watch, steady, seen = Watch(lasts=30), 0.0, set()
        while len(seen) < 5:
            [row] = await other.rows()
            if row.lease_until not in seen:  # renewed; to the watch it took fourteen seconds
                seen.add(row.lease_until)
                steady += 14
                bench.clock.now += timedelta(seconds=1)
                assert await tend_leases(other.means, watch, [], steady) == 0
        gate.open()
    assert [row.state for row in await bench.rows()] == ["sent"]


async def test_what_a_lost_worker_was_sending_is_sent_by_another(
    engine: AsyncEngine, sessions: Sessions
) -> None:
    ids = await write(sessions, 3)
    async with sessions() as session:
        await claim(session, "slack", 3, NOON, Lease("lost", NOON + timedelta(days=9)), lowest=3)
        await session.commit()
    arrived, accept = counting()
    channel = Channel(answer=accept)
    async with Running(engine, Bench(sessions, timing=SOON_LOST), channel):
        for _ in ids:
            await arrived.acquire()
    assert sorted(channel.ids) == ids
    assert {(row.state, row.repeated) for row in await Bench(sessions).rows()} == {("sent", True)}


@pytest.mark.parametrize("jump", [timedelta(days=-400), timedelta(days=400)])
async def test_a_clock_that_jumps_makes_nobody_take_over_what_goes_on(
    engine: AsyncEngine, sessions: Sessions, jump: timedelta
) -> None:
    ids = await write(sessions, 2)
    gate = Gate()
    busy = Channel(answer=gate)
    bench = Bench(sessions, worker="busy", timing=OFTEN)
    jumped = Bench(sessions, worker="jumped", timing=OFTEN)
    jumped.clock.now += jump
    async with Running(engine, bench, busy):
        await gate.arrivals(2)
        bench.clock.now += jump
        watch = Watch(lasts=30)
        for steady in range(0, 25, 5):
            assert await tend_leases(jumped.means, watch, [], steady) == 0
        gate.open()
    assert sorted(busy.ids) == ids


async def test_told_to_stop_it_ends_what_is_under_way(
    engine: AsyncEngine, sessions: Sessions
) -> None:
    await write(sessions, 30)
    gate = Gate()
    channel = Channel(answer=gate, at_once=4)
    async with Running(engine, Bench(sessions, timing=OFTEN), channel) as running:
        await gate.arrivals(3)
        running.stop()
        gate.open()
    async with sessions() as session:
        states = list(await session.scalars(select(Delivery.state)))
    assert states.count("sent") == len(channel.got) == 3
    assert states.count("planned") == 27
