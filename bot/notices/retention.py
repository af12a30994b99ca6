"""What is forgotten by itself: old deliveries, doors that nobody confirmed, used-up limits."""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import delete, exists, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.notices.rates import forget_idle
from bot.notices.tables import Delivery, Door, Person

_GRACE: Final = timedelta(days=1)
"""Time for a second thought after the code of a door ran out."""


async def forget_old(session: AsyncSession, due_before: datetime, now: datetime) -> None:
    """Delete deliveries that were due before then, and what was begun and never confirmed.

    A person who never had another way to be reached goes with the door.
    """
    # What is being sent stays until it has been settled, however old.
    await session.execute(
        delete(Delivery).where(Delivery.due_at < due_before, Delivery.state != "sending")
    )
    unconfirmed = (Door.confirmed_at.is_(None), Door.code_until < now - _GRACE)
    people = set(await session.scalars(delete(Door).where(*unconfirmed).returning(Door.person_id)))
    await session.execute(
        delete(Person).where(
            Person.id.in_(people), ~exists(select(Door.id).where(Door.person_id == Person.id))
        )
    )
    await forget_idle(session, now - _GRACE)
