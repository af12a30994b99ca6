"""One dispatcher against both databases: order, room, results, and what goes wrong in between."""

import asyncio
from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.notices.means import Timing
from bot.notices.notice import RateLimit, RefusedError, Target, TryLaterError
from bot.notices.prepared import Claim, Held, Prepared, Unneeded
from bot.notices.tables import Door, Person
from tests.notices.channel import Bench, Channel, Gate, ready
from tests.notices.people import NOON, delivery, make_person, plan, planned

Sessions = async_sessionmaker[AsyncSession]


async def test_what_is_due_goes_out_once_and_is_written_down(sessions: Sessions) -> None:
    ids = await planned(sessions, 25)
    later = await planned(sessions, 1, try_at=NOON + timedelta(seconds=1))
    bench, channel = Bench(sessions), Channel()
    await bench.send_due(channel)
    assert sorted(channel.ids) == ids
    *rows, last = await bench.rows()
    assert {(row.state, row.attempts, row.sent_at) for row in rows} == {("sent", 1, NOON)}
    assert all(row.worker is None and row.lease_until is None for row in rows)
    assert rows[0].reference == f"id-{ids[0]}"
    assert (last.id, last.state) == (later[0], "planned")


async def test_the_urgent_goes_first_then_the_oldest(sessions: Sessions) -> None:
    broadcast = await planned(sessions, 1, kind="announcement", priority=3)
    young = await planned(sessions, 1, try_at=NOON - timedelta(minutes=1))
    old = await planned(sessions, 1, try_at=NOON - timedelta(hours=1))
    code = await planned(sessions, 1, kind="code", priority=0)
    channel = Channel(at_once=1)
    await Bench(sessions).send_due(channel)
    assert channel.ids == [*code, *old, *young, *broadcast]


async def test_a_conversation_does_not_wait_for_a_broadcast(sessions: Sessions) -> None:
    gate = Gate()
    bench, channel = Bench(sessions), Channel(at_once=10, answer=gate)
    await planned(sessions, 30, kind="announcement", priority=3)
    dispatcher = bench.dispatcher(channel)
    await dispatcher.round(NOON)
    await gate.arrivals(9)
    code = await planned(sessions, 1, kind="code", priority=0)
    await dispatcher.round(NOON)
    await gate.arrivals(1)
    assert channel.ids[-1:] == code
    await dispatcher.round(NOON)
    assert len(channel.got) == channel.most_at_once == 10
    gate.open()
    await dispatcher.finish()


async def test_only_its_own_channel_is_touched(sessions: Sessions) -> None:
    await planned(sessions, 1, "email")
    channel = Channel("slack")
    await Bench(sessions).send_due(channel)
    assert channel.got == []


async def test_it_is_recorded_as_sending_before_the_call(sessions: Sessions) -> None:
    await planned(sessions, 1)
    gate = Gate()
    bench, channel = Bench(sessions), Channel(answer=gate)
    dispatcher = bench.dispatcher(channel)
    await dispatcher.round(NOON)
    await gate.arrivals(1)
    [row] = await bench.rows()
    assert (row.state, row.worker) == ("sending", "one")
    assert row.lease_until == NOON + timedelta(seconds=bench.means.timing.lease)
    gate.open()
    await dispatcher.finish()


async def test_two_workers_never_take_the_same(sessions: Sessions) -> None:
    ids = await planned(sessions, 60)
    first, second = Channel(at_once=7), Channel(at_once=5)
    await asyncio.gather(
        Bench(sessions, worker="one").send_due(first),
        Bench(sessions, worker="two").send_due(second),
    )
    assert sorted(first.ids + second.ids) == ids


async def test_preparation_decides(sessions: Sessions) -> None:
    await planned(sessions, 4)
    until = NOON + timedelta(hours=9)

    async def mixed(
        session: AsyncSession, claims: Sequence[Claim], now: datetime
    ) -> Sequence[Prepared]:
        [it] = await ready(session, claims[3:], now)
        return [
            Held(until, "quiet hours"),
            Unneeded("gathered", "daily limit"),
            Unneeded("dropped", "past"),
            it,
        ]

    bench, channel = Bench(sessions, prepare=mixed), Channel(at_once=20)
    dispatcher = bench.dispatcher(channel)
    await dispatcher.round(NOON)
    await dispatcher.finish()
    held, gathered, dropped, sent = await bench.rows()
    assert (held.state, held.try_at, held.attempts) == ("planned", until, 0)
    assert (gathered.state, gathered.outcome) == ("gathered", "daily limit")
    assert (dropped.state, sent.state) == ("dropped", "sent")
    assert channel.ids == [sent.id]


async def test_one_that_cannot_be_prepared_stops_none_of_the_others(sessions: Sessions) -> None:
    bad, *good = await planned(sessions, 5)

    async def faulty(
        session: AsyncSession, claims: Sequence[Claim], now: datetime
    ) -> Sequence[Prepared]:
        if bad in {it.id for it in claims}:
            raise KeyError("no such programme")
        return await ready(session, claims, now)

    bench, channel = Bench(sessions, prepare=faulty), Channel()
    await bench.send_due(channel)
    assert sorted(channel.ids) == good
    row = (await bench.rows())[0]
    assert (row.state, row.attempts) == ("planned", 1)
    assert row.try_at > NOON


async def test_refused_for_good_goes_through_the_next_door(sessions: Sessions) -> None:
    async def refuse(target: Target) -> str | None:
        raise RefusedError("account_inactive")

    await planned(sessions, 1, "slack", "email")
    bench, slack, email = Bench(sessions), Channel("slack", refuse), Channel("email")
    await bench.send_due(slack)
    await bench.send_due(email)
    [row] = await bench.rows()
    assert (row.state, row.channel, row.attempts) == ("sent", "email", 2)
    async with sessions() as session:
        closed = await session.scalar(select(Door).where(Door.channel == "slack"))
        assert closed is not None
        assert closed.closed_because == "account_inactive"
        assert await session.scalar(select(Person.channel)) == "email"


async def test_the_last_door_refused_leaves_a_dead_letter(sessions: Sessions) -> None:
    async def refuse(target: Target) -> str | None:
        raise RefusedError("550 no such user")

    await planned(sessions, 1, "email")
    bench, channel = Bench(sessions), Channel("email", refuse)
    await bench.send_due(channel)
    [row] = await bench.rows()
    assert (row.state, row.outcome, len(channel.got)) == ("dead", "550 no such user", 1)


async def test_a_refused_code_is_not_sent_elsewhere(sessions: Sessions) -> None:
    async def refuse(target: Target) -> str | None:
        raise RefusedError("550 no such user")

    await planned(sessions, 1, "email", "slack", kind="code")
    bench = Bench(sessions)
    await bench.send_due(Channel("email", refuse))
    [row] = await bench.rows()
    assert (row.state, row.channel) == ("dead", "email")


async def test_retry_after_is_obeyed(sessions: Sessions) -> None:
    async def busy(target: Target) -> str | None:
        raise TryLaterError("429", timedelta(seconds=90))

    await planned(sessions, 3)
    bench, channel = Bench(sessions), Channel(answer=busy)
    await bench.send_due(channel)
    rows = await bench.rows()
    assert {(row.state, row.attempts) for row in rows} == {("planned", 1)}
    assert {row.try_at for row in rows} == {NOON + timedelta(seconds=90)}
    assert len(channel.got) == 3


async def test_without_a_word_from_the_channel_the_wait_grows_and_then_it_is_given_up(
    sessions: Sessions,
) -> None:
    async def fail(target: Target) -> str | None:
        raise TryLaterError("service unavailable")

    await planned(sessions, 1)
    bench, channel = Bench(sessions), Channel(answer=fail)
    waits = []
    for _ in range(100):
        await bench.send_due(channel)
        [row] = await bench.rows()
        if row.state == "dead":
            break
        waits.append(row.try_at - bench.clock.now)
        bench.clock.now = row.try_at
    assert (row.state, row.attempts) == ("dead", len(channel.got))
    assert max(waits[:2]) < timedelta(minutes=1)
    assert timedelta(minutes=10) < max(waits) <= timedelta(hours=1)
    assert bench.clock.now - NOON > timedelta(hours=5)


async def test_a_channel_out_of_order_rests_for_all_and_costs_no_try(sessions: Sessions) -> None:
    async def down(target: Target) -> str | None:
        raise TryLaterError("connection refused", timedelta(minutes=5), whole_channel=True)

    ids = await planned(sessions, 30)
    bench, channel = Bench(sessions), Channel(answer=down, at_once=2)
    await bench.send_due(channel)
    tried = len(channel.got)
    assert tried <= 3, "the first calls find it out"
    other = Channel()
    await Bench(sessions, worker="two", clock=bench.clock).send_due(other)
    assert other.got == []
    bench.clock.now += timedelta(minutes=5)
    await bench.send_due(other)
    assert sorted(other.ids) == ids
    assert {row.attempts for row in await bench.rows()} == {1}


@pytest.mark.parametrize(
    ("kind", "state"), [("reminder", "planned"), ("announcement", "uncertain")]
)
async def test_an_unknown_fault_may_have_sent_it(sessions: Sessions, kind: str, state: str) -> None:
    async def break_off(target: Target) -> str | None:
        raise ConnectionResetError

    await planned(sessions, 1, kind=kind)
    bench = Bench(sessions)
    await bench.send_due(Channel(answer=break_off))
    [row] = await bench.rows()
    assert (row.state, row.repeated, row.attempts) == (state, True, 1)


async def test_a_channel_that_never_answers_is_given_up(sessions: Sessions) -> None:
    await planned(sessions, 1)
    bench = Bench(sessions, timing=Timing(send=0.01))
    await bench.send_due(Channel(answer=Gate()))
    [row] = await bench.rows()
    assert (row.state, row.repeated, row.outcome) == ("planned", True, "no answer")


async def test_a_channel_gets_no_more_than_it_allows(sessions: Sessions) -> None:
    ids = await planned(sessions, 10)
    bench, channel = Bench(sessions), Channel(limit=RateLimit(per_second=2, burst=3))
    await bench.send_due(channel)
    assert len(channel.got) == 3
    bench.clock.now += timedelta(seconds=1)
    await bench.send_due(channel)
    assert len(channel.got) == 5
    bench.clock.now += timedelta(minutes=1)
    await bench.send_due(channel)
    assert len(channel.got) == 8
    bench.clock.now += timedelta(minutes=1)
    await bench.send_due(channel)
    assert sorted(channel.ids) == ids


async def test_a_busy_address_waits_without_a_try_and_holds_up_nobody(sessions: Sessions) -> None:
    async with sessions() as session:
        busy, other = await make_person(session, "slack"), await make_person(session, "slack")
        to = [busy, busy, busy, other]
        ids = await plan(session, [delivery(it, "slack") for it in to])
        await session.commit()
    bench = Bench(sessions)
    channel = Channel(address_limit=RateLimit(per_second=1, burst=1), limit=RateLimit(30, 30))
    await bench.send_due(channel)
    assert channel.ids == [ids[0], ids[3]]
    _, second, third, _ = await bench.rows()
    assert (second.attempts, second.try_at) == (0, NOON + timedelta(seconds=1))
    assert (third.attempts, third.try_at) == (0, NOON + timedelta(seconds=2))
    for _ in range(2):
        bench.clock.now += timedelta(seconds=1)
        await bench.send_due(channel)
    assert channel.ids == [ids[0], ids[3], ids[1], ids[2]]
