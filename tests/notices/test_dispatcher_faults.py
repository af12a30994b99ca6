"""What goes wrong in between: the database, the clock, the stop; nothing is lost or doubled."""

import asyncio
from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.notices.means import Timing
from bot.notices.notice import RateLimit, Target, TryLaterError
from bot.notices.prepared import Claim, Prepared
from bot.notices.tables import Delivery, Person
from tests.notices.channel import Bench, Channel, Gate
from tests.notices.people import NOON, planned

Sessions = async_sessionmaker[AsyncSession]


async def test_a_forgotten_person_is_no_fault(sessions: Sessions) -> None:
    await planned(sessions, 1)
    gate = Gate()
    bench, channel = Bench(sessions), Channel(answer=gate)
    dispatcher = bench.dispatcher(channel)
    await dispatcher.round(NOON)
    await gate.arrivals(1)
    async with sessions() as session:
        await session.delete(await session.get_one(Person, 1))
        await session.commit()
    gate.open()
    await dispatcher.finish()
    assert await bench.rows() == []
    assert dispatcher.held == ()


async def test_a_claim_whose_commit_was_not_heard_of_is_put_back_unsent(
    sessions: Sessions, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = await planned(sessions, 3)
    bench, channel = Bench(sessions), Channel()
    dispatcher = bench.dispatcher(channel)
    commit = AsyncSession.commit

    async def lose_the_answer(session: AsyncSession) -> None:
        await commit(session)
        raise OSError("connection lost")

    with monkeypatch.context() as patch:
        patch.setattr(AsyncSession, "commit", lose_the_answer)
        with pytest.raises(OSError, match="lost"):
            await dispatcher.round(NOON)
    assert {row.state for row in await bench.rows()} == {"sending"}
    await dispatcher.round(NOON)
    await dispatcher.finish()
    assert sorted(channel.ids) == ids
    assert {(row.state, row.repeated) for row in await bench.rows()} == {("sent", False)}


async def test_a_result_that_cannot_be_recorded_is_kept_and_not_sent_again(
    sessions: Sessions, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = await planned(sessions, 3)
    bench, channel = Bench(sessions), Channel()
    dispatcher = bench.dispatcher(channel)
    await dispatcher.round(NOON)

    async def fail(session: AsyncSession) -> None:
        raise OSError("no space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(AsyncSession, "commit", fail)
        with pytest.raises(OSError, match="no space"):
            await dispatcher.finish()
    assert sorted(dispatcher.held) == ids
    await dispatcher.finish()
    assert sorted(channel.ids) == ids
    assert {row.state for row in await bench.rows()} == {"sent"}


async def test_a_fault_after_the_claim_puts_all_of_it_back(sessions: Sessions) -> None:
    await planned(sessions, 3)

    async def fail(
        session: AsyncSession, claims: Sequence[Claim], now: datetime
    ) -> Sequence[Prepared]:
        raise OSError("connection lost")

    bench, channel = Bench(sessions, prepare=fail), Channel()
    dispatcher = bench.dispatcher(channel)
    with pytest.raises(OSError, match="lost"):
        await dispatcher.round(NOON)
    await dispatcher.finish()
    rows = await bench.rows()
    assert {(row.state, row.attempts, row.repeated) for row in rows} == {("planned", 0, False)}
    assert dispatcher.held == ()


async def test_told_to_stop_it_finishes_what_is_under_way_and_claims_no_more(
    sessions: Sessions,
) -> None:
    await planned(sessions, 5)
    gate = Gate()
    bench, channel = Bench(sessions), Channel(answer=gate, at_once=2)
    dispatcher = bench.dispatcher(channel)
    running = asyncio.create_task(dispatcher.run())
    await gate.arrivals(1)
    dispatcher.stop()
    gate.open()
    await running
    rows = await bench.rows()
    assert [row.state for row in rows].count("sent") == len(channel.got) == 1
    assert {row.state for row in rows} == {"sent", "planned"}


async def test_a_call_that_does_not_end_is_broken_off_at_the_stop(sessions: Sessions) -> None:
    await planned(sessions, 1)
    gate = Gate()
    bench = Bench(sessions, timing=Timing(stop=0.01))
    dispatcher = bench.dispatcher(Channel(answer=gate))
    running = asyncio.create_task(dispatcher.run())
    await gate.arrivals(1)
    dispatcher.stop()
    await running
    [row] = await bench.rows()
    assert (row.state, row.repeated, row.worker) == ("planned", True, None)


@pytest.mark.parametrize("jump", [timedelta(days=-400), timedelta(days=400)])
async def test_a_clock_that_jumps_while_sending_loses_and_doubles_nothing(
    sessions: Sessions, jump: timedelta
) -> None:
    ids = await planned(sessions, 8)
    gate = Gate()
    bench, channel = Bench(sessions), Channel(answer=gate, at_once=5, limit=RateLimit(10, 10))
    dispatcher = bench.dispatcher(channel)
    await dispatcher.round(NOON)
    await gate.arrivals(4)
    bench.clock.now = NOON + jump
    gate.open()
    await dispatcher.finish()
    await bench.send_due(channel)
    bench.clock.now = NOON
    await bench.send_due(channel)
    assert sorted(channel.ids) == ids
    async with sessions() as session:
        assert set(await session.scalars(select(Delivery.state))) == {"sent"}


async def test_a_rest_set_by_a_clock_that_ran_ahead_is_none(sessions: Sessions) -> None:
    async def down(target: Target) -> str | None:
        raise TryLaterError("connection refused", whole_channel=True)

    ids = await planned(sessions, 2)
    bench = Bench(sessions)
    bench.clock.now = NOON + timedelta(days=400)
    await bench.send_due(Channel(answer=down))
    bench.clock.now = NOON
    async with sessions() as session:
        await session.execute(update(Delivery).values(try_at=NOON))
        await session.commit()
    channel = Channel()
    await bench.send_due(channel)
    assert sorted(channel.ids) == ids
