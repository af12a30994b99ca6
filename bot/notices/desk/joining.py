"""Two who turn out to be one: the wishes of both, reached through the doors of both."""

from datetime import datetime
from typing import Final

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from bot.notices.desk.wishes import read_wishes, write_wishes
from bot.notices.doors import settle_channel
from bot.notices.tables import Delivery, Door, Person, PersonalCalendar
from knowledge.tables import Base

_MOVED: Final = frozenset({"door", "delivery", "subscription", "personal_calendar"})
"""Tables whose rows are moved one by one, as both may have the same."""


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
    await _move_the_rest(session, newer, older)
    await session.execute(delete(Person).where(Person.id == newer))
    session.expire_all()
    await settle_channel(session, older)


async def _move_the_rest(session: AsyncSession, newer: int, older: int) -> None:
    """Whatever else points to a person, whichever area keeps it, points to the older one."""
    for table in Base.metadata.sorted_tables:
        if table.name in _MOVED:
            continue
        for column in (it.parent for it in table.foreign_keys if it.column.table.name == "person"):
            moved = update(table).where(column == newer).values({column.name: older})
            await session.execute(moved)


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
