"""Deliveries that were given up, and how they get another chance."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.notices.bell import ring
from bot.notices.tables import Delivery, Person


async def dead_letters(session: AsyncSession, most: int) -> Sequence[Delivery]:
    """Give the latest ones."""
    query = select(Delivery).where(Delivery.state == "dead").order_by(Delivery.due_at.desc())
    return (await session.scalars(query.limit(most))).all()


async def counts(session: AsyncSession) -> Sequence[tuple[str | None, str, int]]:
    """Count all deliveries by channel and state."""
    by = (Delivery.channel, Delivery.state)
    found = await session.execute(select(*by, func.count()).group_by(*by).order_by(*by))
    return [(channel, state, number) for channel, state, number in found]


async def retry(session: AsyncSession, ids: Sequence[int] | None, now: datetime) -> Sequence[int]:
    """Let dead letters wait again, with all tries before them, in the channel that is open now.

    Without `ids` all of them. Gives the ids of those that were dead and have an open door.
    """
    channel = select(Person.channel).where(Person.id == Delivery.person_id).scalar_subquery()
    wanted = [] if ids is None else [Delivery.id.in_(ids)]
    again = await session.scalars(
        update(Delivery)
        .where(Delivery.state == "dead", channel.is_not(None), *wanted)
        .values(state="planned", channel=channel, attempts=0, try_at=now)
        .returning(Delivery.id)
    )
    await ring(session)
    return sorted(again)
