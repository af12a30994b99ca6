"""One change at a time to what is kept of a person.

Hold a person before you write to their doors, wishes, deliveries or conversations, and several in
the order of their ids: then nobody waits in a circle. To hold is to write, so that SQLite has its
lock before anything is read.
"""

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.notices.tables import Door, Person


async def hold(session: AsyncSession, person: int) -> bool:
    """Let nobody else change a person before this transaction ends; tell whether there is one."""
    return await _hold(session, Person.id == person) is not None


async def hold_owner(session: AsyncSession, *door: ColumnElement[bool]) -> int | None:
    """Hold the one to whom a door leads, and give who it is; None where there is no such door."""
    owner = select(Door.person_id).where(*door)
    while True:
        held = await hold_guess(session, *door)
        if held == await session.scalar(owner):  # not joined, erased or moved while we waited
            return held


async def hold_guess(session: AsyncSession, *door: ColumnElement[bool]) -> int | None:
    """Hold the one to whom a door led before we waited for them; it may lead elsewhere by now."""
    owner = select(Door.person_id).where(*door).scalar_subquery()
    return await _hold(session, Person.id == owner)


async def _hold(session: AsyncSession, which: ColumnElement[bool]) -> int | None:
    return await session.scalar(
        update(Person)
        .where(which)
        .values(created_at=Person.created_at)
        .returning(Person.id)
        .execution_options(synchronize_session=False)
    )
