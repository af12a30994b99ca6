"""Two who turn out to be one: the wishes of both, reached through the doors of both."""

from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from bot.notices.desk.wishes import read_wishes, write_wishes
from bot.notices.doors import settle_channel
from bot.notices.tables import Delivery, Door, Person, PersonalCalendar


async def join(session: AsyncSession, newer: int, older: int, at: datetime) -> None:
    """Give the older one all that the newer one has. Of the same thing the newer wish holds."""
    await write_wishes(session, older, await read_wishes(session, newer), at)
    await session.execute(update(Door).where(Door.person_id == newer).values(person_id=older))
    await _move_deliveries(session, newer, older)
    if await session.get(PersonalCalendar, older) is None:
        await session.execute(
            update(PersonalCalendar)
            .where(PersonalCalendar.person_id == newer)
            .values(person_id=older)
        )
    await session.execute(delete(Person).where(Person.id == newer))
    session.expire_all()
    await settle_channel(session, older)


async def _move_deliveries(session: AsyncSession, newer: int, older: int) -> None:
    """What both were told stays as the older one was told it."""
    same = aliased(Delivery)
    told = select(same.id).where(
        same.person_id == older,
        same.kind == Delivery.kind,
        same.subject == Delivery.subject,
        same.lead == Delivery.lead,
    )
    await session.execute(
        update(Delivery)
        .where(Delivery.person_id == newer, ~told.exists())
        .values(person_id=older)
        .execution_options(synchronize_session=False)
    )
