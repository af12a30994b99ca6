"""What a channel allows, shared by all workers through the table `rate`.

The generic cell rate algorithm: a key keeps one number, the moment at which all that was granted
has been paid for. Whole microseconds, so that nothing is lost in rounding.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from sqlalchemy import BigInteger, BindParameter, case, delete, literal, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.database import insert
from bot.notices.notice import RateLimit
from bot.notices.tables import Rate

LONGEST_REST: Final = timedelta(hours=1)
"""A channel that asks for more is tried again after this."""

_SECOND: Final = 1_000_000
_SKEW: Final = 10 * _SECOND
"""Clocks of workers may differ by so much; a key further ahead was left by a clock set back."""
_START: Final = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Grant:
    """What a key allowed."""

    tokens: int
    next_at: datetime
    """When there will be one more."""


async def take(
    session: AsyncSession, wanted: Mapping[str, int], limit: RateLimit, now: datetime
) -> dict[str, Grant]:
    """Take up to so many tokens of each key, in one statement; its rows stay locked until commit.

    Rows are locked in the order of their keys, so that workers never wait in a circle.
    """
    moment, interval = _micros(now), _interval(limit)
    full = moment + limit.burst * interval
    rows = [
        {
            "key": key,
            "granted": (most := min(wanted[key], limit.burst)),
            "full_at": moment + most * interval,
        }
        for key in sorted(wanted)
    ]
    new = insert(session, Rate).values(rows)
    start = case((Rate.full_at.between(moment, full + _SKEW), Rate.full_at), else_=_big(moment))
    free = (_big(full) - start) // _big(interval)
    asked = new.excluded.granted
    granted = case((free <= 0, 0), (free < asked, free), else_=asked)
    found = await session.execute(
        new.on_conflict_do_update(
            index_elements=[Rate.key],
            set_={"granted": granted, "full_at": start + granted * _big(interval)},
        ).returning(Rate.key, Rate.granted, Rate.full_at)
    )
    back = limit.burst * interval - interval
    return {key: Grant(tokens, _moment(full_at - back)) for key, tokens, full_at in found}


def turns(
    keys: Sequence[str], grants: Mapping[str, Grant], limit: RateLimit
) -> list[datetime | None]:
    """Give for each use of a key None where its token was granted, else when its turn comes."""
    interval, used, found = timedelta(microseconds=_interval(limit)), Counter[str](), []
    for key in keys:
        over = used[key] - grants[key].tokens
        found.append(None if over < 0 else grants[key].next_at + over * interval)
        used[key] += 1
    return found


async def give_back(session: AsyncSession, key: str, tokens: int, limit: RateLimit) -> None:
    """Give back what was taken and not used."""
    back = tokens * _interval(limit)
    await session.execute(update(Rate).where(Rate.key == key).values(full_at=Rate.full_at - back))


async def rest(session: AsyncSession, channel: str, until: datetime) -> None:
    """Let nothing more go through the channel before that, in any worker."""
    row = insert(session, Rate).values(key=_rest_key(channel), full_at=_micros(until), granted=0)
    await session.execute(
        row.on_conflict_do_update(index_elements=[Rate.key], set_={"full_at": row.excluded.full_at})
    )


async def resting(session: AsyncSession, channel: str, now: datetime) -> datetime | None:
    """Give the moment until which the channel rests; None where it does not.

    One further off than the longest rest was set by a clock that ran ahead, and counts for nothing.
    It is asked by a write, so that SQLite has its lock before anything is read.
    """
    until = await session.scalar(
        update(Rate).where(Rate.key == _rest_key(channel)).values(granted=0).returning(Rate.full_at)
    )
    if until is None or not now < _moment(until) <= now + LONGEST_REST:
        return None
    return _moment(until)


async def forget_idle(session: AsyncSession, before: datetime) -> None:
    """Delete keys that have been unused since then; to have none is to be free."""
    await session.execute(delete(Rate).where(Rate.full_at < _micros(before)))


def _rest_key(channel: str) -> str:
    return f"rest {channel}"


def _interval(limit: RateLimit) -> int:
    return round(_SECOND / limit.per_second)


def _micros(moment: datetime) -> int:
    return (moment - _START) // timedelta(microseconds=1)


def _moment(micros: int) -> datetime:
    return _START + timedelta(microseconds=micros)


def _big(number: int) -> BindParameter[int]:
    return literal(number, BigInteger)
