"""The limits of channels: never more than allowed, by any number of takers, on both databases."""

import asyncio
from collections.abc import Sequence
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.notices import rates
from bot.notices.notice import RateLimit
from bot.notices.rates import Grant
from tests.notices.people import NOON

Sessions = async_sessionmaker[AsyncSession]

LIMIT = RateLimit(per_second=3, burst=5)


async def take(sessions: Sessions, number: int, seconds: float, limit: RateLimit = LIMIT) -> Grant:
    async with sessions() as session:
        now = NOON + timedelta(seconds=seconds)
        grants = await rates.take(session, {"slack": number}, limit, now)
        await session.commit()
    return grants["slack"]


async def test_a_burst_then_one_by_one(sessions: Sessions) -> None:
    first = await take(sessions, 9, 0)
    assert first.tokens == 5
    assert (await take(sessions, 1, 0)).tokens == 0
    waited = (first.next_at - NOON).total_seconds()
    assert (await take(sessions, 9, waited - 0.001)).tokens == 0
    assert (await take(sessions, 9, waited)).tokens == 1
    assert (await take(sessions, 9, 3600)).tokens == 5


async def test_in_any_stretch_no_more_than_the_burst_and_what_comes_in(sessions: Sessions) -> None:
    asked = [
        (2, 0.0),
        (4, 0.1),
        (9, 0.4),
        (1, 0.5),
        (9, 1.0),
        (3, 1.7),
        (9, 4.0),
        (2, 4.1),
        (9, 9.0),
    ]
    got = [(at, (await take(sessions, number, at)).tokens) for number, at in asked]
    for start, _ in got:
        for end, _ in got:
            between = sum(tokens for at, tokens in got if start <= at <= end)
            assert between <= LIMIT.burst + LIMIT.per_second * max(end - start, 0)
    assert sum(tokens for _, tokens in got) >= LIMIT.burst + 9


async def test_many_takers_share_one_limit(sessions: Sessions) -> None:
    grants = await asyncio.gather(*(take(sessions, 2, 0) for _ in range(10)))
    assert sum(grant.tokens for grant in grants) == LIMIT.burst


async def test_many_keys_in_one_statement(sessions: Sessions) -> None:
    async with sessions() as session:
        await rates.take(session, {"b": 4}, LIMIT, NOON)
        grants = await rates.take(session, {"b": 4, "a": 9, "c": 1}, LIMIT, NOON)
    assert {key: grant.tokens for key, grant in grants.items()} == {"a": 5, "b": 1, "c": 1}


async def test_what_was_not_used_is_given_back(sessions: Sessions) -> None:
    await take(sessions, 5, 0)
    async with sessions() as session:
        await rates.give_back(session, "slack", 2, LIMIT)
        await session.commit()
    assert (await take(sessions, 9, 0)).tokens == 2


async def test_a_clock_set_back_by_hours_does_not_block_the_channel(sessions: Sessions) -> None:
    await take(sessions, 5, 7200)
    assert (await take(sessions, 9, 0)).tokens == 5
    assert (await take(sessions, 9, 0)).tokens == 0


async def test_clocks_that_differ_by_seconds_do_not_add_up(sessions: Sessions) -> None:
    await take(sessions, 5, 8)
    assert (await take(sessions, 9, 0)).tokens == 0


async def test_a_rest_ends_by_itself_and_idle_keys_are_forgotten(sessions: Sessions) -> None:
    async with sessions() as session:
        until = NOON + timedelta(minutes=2)
        await rates.rest(session, "slack", until)
        assert await rates.resting(session, "slack", NOON) == until
        assert await rates.resting(session, "email", NOON) is None
        assert await rates.resting(session, "slack", until) is None
        await rates.forget_idle(session, until + timedelta(seconds=1))
        assert await rates.resting(session, "slack", NOON) is None


@given(
    st.lists(st.sampled_from("abc"), max_size=12),
    st.fixed_dictionaries({key: st.integers(0, 5) for key in "abc"}),
)
def test_turns_follow_each_other_at_the_pace_of_the_limit(
    keys: Sequence[str], tokens: dict[str, int]
) -> None:
    grants = {key: Grant(number, NOON) for key, number in tokens.items()}
    turns = rates.turns(keys, grants, LIMIT)
    for key in set(keys):
        own = [turn for name, turn in zip(keys, turns, strict=True) if name == key]
        granted, waiting = own[: tokens[key]], own[tokens[key] :]
        assert set(granted) <= {None}
        pace = timedelta(microseconds=333_333)
        assert waiting == [NOON + number * pace for number in range(len(waiting))]
