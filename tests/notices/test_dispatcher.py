"""One dispatcher against both databases: order, room, results, and what goes wrong in between."""

import asyncio
from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.notices.means import Timing
from bot.notices.notice import RateLimit, RefusedError, Target, TryLaterError
from bot.notices.prepared import Claim, Held, Prepared, Unneeded
from bot.notices.tables import Delivery, Door, Person
from tests.notices.channel import Bench, Channel, Gate, ready
from tests.notices.people import NOON, delivery, make_person, plan

Sessions = async_sessionmaker[AsyncSession]


async def planned(sessions: Sessions, number: int, *channels: str, **values: object) -> list[int]:
    """Plan so many deliveries, each to a person of its own."""
    async with sessions() as session:
        doors = channels or ("slack",)
        people = [await make_person(session, *doors) for _ in range(number)]
        ids = await plan(session, [delivery(it, doors[0], **values) for it in people])
        await session.commit()
    return ids


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
