"""Lost workers: found by watching, whatever the clocks say, and settled without loss."""

from collections.abc import Sequence
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.notices.backoff import MOST_TRIES
from bot.notices.claims import Lease, Outcome, claim, record, renew
from bot.notices.leases import Watch, held_now, reclaim
from bot.notices.tables import Delivery
from tests.notices.channel import Bench, Channel, Gate
from tests.notices.people import NOON, delivery, make_person, plan

Sessions = async_sessionmaker[AsyncSession]

LEASE = Lease("lost", NOON + timedelta(seconds=30))


async def lose(sessions: Sessions, *rows: dict[str, object]) -> list[int]:
    """Plan deliveries and let a worker be lost that had claimed them."""
    async with sessions() as session:
        person = await make_person(session, "slack")
        ids = await plan(session, [delivery(person, "slack", **row) for row in rows])
        await claim(session, "slack", len(rows), NOON, LEASE, lowest=3)
        await session.commit()
    return ids


def test_a_lease_that_stays_the_same_has_run_out() -> None:
    watch = Watch(lasts=30)
    found = [watch.run_out([LEASE], steady) for steady in range(0, 31, 10)]
    assert found == [[], [], [], [LEASE]]


def test_a_lease_that_is_renewed_has_not() -> None:
    watch = Watch(lasts=30)
    for number in range(20):
        assert watch.run_out([Lease("busy", NOON + timedelta(seconds=number))], number * 10) == []


def test_who_did_not_look_for_long_begins_to_watch_anew() -> None:
    watch = Watch(lasts=30)
    watch.run_out([LEASE], 0)
    assert watch.run_out([LEASE], 1000) == []
    assert watch.run_out([LEASE], 1010) == []
    assert watch.run_out([LEASE], 1020) == []
    assert watch.run_out([LEASE], 1030) == [LEASE]


@given(st.lists(st.floats(0.1, 60), max_size=30))
def test_no_lease_runs_out_before_it_has_been_watched_for_its_whole_length(
    gaps: Sequence[float],
) -> None:
    watch, steady, seen = Watch(lasts=30), 0.0, 0.0
    watch.run_out([LEASE], steady)
    for gap in gaps:
        steady += gap
        if gap > 15:
            seen = steady
        assert (watch.run_out([LEASE], steady) == [LEASE]) == (steady - seen >= 30)


async def test_deadlines_wait_to_be_repeated_and_the_rest_is_left_uncertain(
    sessions: Sessions,
) -> None:
    await lose(
        sessions, {}, {"kind": "announcement"}, {"attempts": MOST_TRIES - 1}, {"kind": "digest"}
    )
    async with sessions() as session:
        assert await held_now(session) == [LEASE]
        assert await reclaim(session, LEASE, NOON + timedelta(minutes=1)) == 4
        await session.commit()
    rows = await Bench(sessions).rows()
    assert [row.state for row in rows] == ["planned", "uncertain", "dead", "uncertain"]
    assert {row.repeated for row in rows} == {True}
    assert rows[0].try_at == NOON + timedelta(minutes=1)


async def test_a_lease_renewed_meanwhile_is_left_alone(sessions: Sessions) -> None:
    ids = await lose(sessions, {})
    async with sessions() as session:
        await renew(session, Lease("lost", NOON + timedelta(minutes=5)), ids)
        assert await reclaim(session, LEASE, NOON) == 0
        await session.commit()
    [row] = await Bench(sessions).rows()
    assert row.state == "sending"


async def test_only_what_is_in_our_hands_is_renewed(sessions: Sessions) -> None:
    first, second = await lose(sessions, {}, {})
    async with sessions() as session:
        await renew(session, Lease("lost", NOON + timedelta(minutes=5)), [first])
        await session.commit()
    rows: list[Delivery] = await Bench(sessions).rows()
    assert [row.lease_until for row in rows] == [NOON + timedelta(minutes=5), LEASE.until]
    assert rows[1].id == second


@pytest.mark.parametrize(("kind", "settled"), [("reminder", "planned"), ("digest", "uncertain")])
async def test_a_worker_given_up_too_early_still_has_the_last_word(
    sessions: Sessions, kind: str, settled: str
) -> None:
    async with sessions() as session:
        person = await make_person(session, "slack")
        await plan(session, [delivery(person, "slack", kind)])
        await session.commit()
    gate = Gate()
    bench, channel = Bench(sessions), Channel(answer=gate)
    dispatcher = bench.dispatcher(channel)
    await dispatcher.round(NOON)
    await gate.arrivals(1)
    async with sessions() as session:
        [lease] = await held_now(session)
        await reclaim(session, lease, NOON)
        await session.commit()
    assert [row.state for row in await bench.rows()] == [settled]
    gate.open()
    await dispatcher.finish()
    assert [row.state for row in await bench.rows()] == ["sent"]


async def test_a_worker_given_up_does_not_write_over_the_one_that_took_its_place(
    sessions: Sessions,
) -> None:
    [row_id] = await lose(sessions, {})
    async with sessions() as session:
        await reclaim(session, LEASE, NOON)
        await claim(session, "slack", 1, NOON, Lease("second", LEASE.until), lowest=3)
        late = Outcome(row_id, "sent", 1, repeated=False, sent_at=NOON)
        assert await record(session, "lost", [late]) == 0
        now = Outcome(row_id, "sent", 2, repeated=True, sent_at=NOON)
        assert await record(session, "second", [now]) == 1
        await session.commit()
    [row] = await Bench(sessions).rows()
    assert (row.state, row.repeated, row.attempts) == ("sent", True, 2)
