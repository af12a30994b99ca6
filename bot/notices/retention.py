"""What is forgotten by itself: old deliveries, doors that lead nowhere, used-up limits."""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import ColumnElement, delete, exists, false, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.notices.doors import settle_channel
from bot.notices.rates import forget_idle
from bot.notices.tables import Delivery, Door, Person

_GRACE: Final = timedelta(days=1)
"""Time for a second thought after the code of a door ran out."""
_NO_VISIT: Final = timedelta(days=183)
"""After so long no browser has the key of a conversation on the page any more."""


async def forget_old(
    session: AsyncSession,
    due_before: datetime,
    now: datetime,
    needed: ColumnElement[bool] = false(),  # noqa: B008 - never changed
) -> None:
    """Delete deliveries that were due before then, and doors that nobody comes through: those
    that were begun and never confirmed, and conversations on the page whose key has expired.

    A person who has no other way to be reached goes with the door. `needed` tells whom others keep
    something of: their doors stay.
    """
    # What is being sent stays until it has been settled, however old.
    await session.execute(
        delete(Delivery).where(Delivery.due_at < due_before, Delivery.state != "sending")
    )
    unconfirmed = Door.confirmed_at.is_(None) & (Door.code_until < now - _GRACE)
    needed_one = exists(select(Person.id).where(Person.id == Door.person_id, needed))
    lost = (Door.channel == "web") & (Door.confirmed_at < now - _NO_VISIT) & ~needed_one
    found = await session.scalars(delete(Door).where(unconfirmed | lost).returning(Door.person_id))
    people = set(found)
    gone = await session.scalars(
        delete(Person)
        .where(Person.id.in_(people), ~exists(select(Door.id).where(Door.person_id == Person.id)))
        .returning(Person.id)
    )
    for person in people - set(gone):
        await settle_channel(session, person)
    await forget_idle(session, now - _GRACE)
