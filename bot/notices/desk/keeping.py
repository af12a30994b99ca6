"""All that is kept of a person: shown on request, erased on request."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, exists, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.database import insert
from bot.message import Place
from bot.notices.desk.wishes import Wish, read_wishes
from bot.notices.tables import Delivery, Door, Person, PersonalCalendar


@dataclass(frozen=True, slots=True)
class Way:
    """One way to reach somebody."""

    channel: str
    address: str
    confirmed: bool
    closed: bool


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept of somebody who follows something."""

    language: str
    region: str | None
    municipality: str | None
    since: datetime
    ways: tuple[Way, ...]
    wishes: tuple[Wish, ...]
    log: int
    """Lines in the log."""
    calendar: bool
    """Whether a personal calendar address is in use."""


async def read_kept(session: AsyncSession, person: int) -> Kept | None:
    """Gather all that is kept of a person."""
    row = await session.get(Person, person)
    if row is None:
        return None
    calendar = select(exists().where(PersonalCalendar.person_id == person))
    log = select(func.count()).where(Delivery.person_id == person)
    return Kept(
        row.language,
        row.region,
        row.municipality,
        row.created_at,
        await read_ways(session, person),
        await read_wishes(session, person),
        (await session.scalars(log)).one(),
        bool(await session.scalar(calendar)),
    )


async def read_ways(session: AsyncSession, person: int) -> tuple[Way, ...]:
    """Give all ways to reach a person."""
    doors = await session.scalars(select(Door).where(Door.person_id == person).order_by(Door.id))
    return tuple(
        Way(it.channel, it.address, it.confirmed_at is not None, it.closed_at is not None)
        for it in doors
    )


async def forget_person(session: AsyncSession, person: int) -> tuple[Place, ...]:
    """Erase a person with doors, wishes, log and calendar; give where they could be met.

    The tables of notices hang on the person, so nothing else is left of them there.
    """
    doors = await read_ways(session, person)
    await session.execute(delete(Person).where(Person.id == person))
    return tuple(Place(it.channel, it.address) for it in doors)


async def new_calendar(session: AsyncSession, person: int, at: datetime) -> str:
    """Make the secret of a person's calendar address; one made before opens nothing any more."""
    secret = secrets.token_urlsafe(24)
    values = {"secret_hash": calendar_hash(secret), "made_at": at}
    await session.execute(
        insert(session, PersonalCalendar)
        .values(person_id=person, **values)
        .on_conflict_do_update(index_elements=["person_id"], set_=values)
    )
    return secret


async def revoke_calendar(session: AsyncSession, person: int) -> bool:
    """Let the calendar address open nothing; tell whether there was one."""
    gone = await session.scalars(
        delete(PersonalCalendar)
        .where(PersonalCalendar.person_id == person)
        .returning(PersonalCalendar.person_id)
    )
    return bool(gone.all())


def calendar_hash(secret: str) -> str:
    """Give what is kept of a calendar's secret."""
    return hashlib.sha256(secret.encode()).hexdigest()
