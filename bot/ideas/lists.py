"""Lists of ideas: one's own, those that lie with a seat, those from some municipalities."""

from collections.abc import Collection
from typing import Final, Literal

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.ideas.idea import Idea
from bot.ideas.ledger import read_all
from bot.ideas.seat import Seat
from bot.ideas.tables import StoredIdea

Which = Literal["unanswered", "open", "all"]
"""``unanswered``: nobody has taken it. ``open``: all that has not ended."""

LONGEST: Final = 50
"""So many at once; the newest."""


async def own(session: AsyncSession, person: int, limit: int | None = LONGEST) -> tuple[Idea, ...]:
    """Give what somebody sent, newest first."""
    return await _read(session, select(StoredIdea.id).where(StoredIdea.person_id == person), limit)


async def asking(session: AsyncSession, person: int) -> tuple[Idea, ...]:
    """Give what somebody sent and has a question about, newest first."""
    wanted = select(StoredIdea.id).where(
        StoredIdea.person_id == person, StoredIdea.stage == "asked"
    )
    return await _read(session, wanted, LONGEST)


async def of_seats(
    session: AsyncSession, seats: Collection[Seat], which: Which = "open", limit: int = LONGEST
) -> tuple[Idea, ...]:
    """Give what lies with some seats, newest first."""
    keys = [seat.key for seat in seats]
    wanted = select(StoredIdea.id).where(StoredIdea.holder.in_(keys), *_which(which))
    return await _read(session, wanted, limit)


async def from_municipalities(
    session: AsyncSession,
    municipalities: Collection[str],
    which: Which = "open",
    limit: int = LONGEST,
) -> tuple[Idea, ...]:
    """Give what was sent from some municipalities, newest first."""
    wanted = select(StoredIdea.id).where(
        StoredIdea.municipality.in_(municipalities), *_which(which)
    )
    return await _read(session, wanted, limit)


async def of_region(
    session: AsyncSession, region: str, which: Which = "open", limit: int = LONGEST
) -> tuple[Idea, ...]:
    """Give what was sent in a region, newest first."""
    wanted = select(StoredIdea.id).where(StoredIdea.region == region, *_which(which))
    return await _read(session, wanted, limit)


async def in_all(
    session: AsyncSession, region: str | None, which: Which, limit: int | None
) -> tuple[Idea, ...]:
    """Give what was sent in a region, or anywhere, newest first; for operators."""
    of_region = () if region is None else (StoredIdea.region == region,)
    wanted = select(StoredIdea.id).where(*of_region, *_which(which))
    return await _read(session, wanted, limit)


def _which(which: Which) -> tuple[ColumnElement[bool], ...]:
    if which == "all":
        return ()
    if which == "open":
        return (StoredIdea.stage != "ended",)
    return (StoredIdea.stage == "waiting",)


async def _read(session: AsyncSession, wanted: Select[int], limit: int | None) -> tuple[Idea, ...]:
    found = await session.scalars(wanted.order_by(StoredIdea.id.desc()).limit(limit))
    return tuple(reversed(await read_all(session, found.all())))
