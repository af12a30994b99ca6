"""The people behind a seat: whoever proved to hold it, else the mailbox on record."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.database import insert
from bot.ideas.seat import Seat, contact_of, verified_mailbox
from bot.ideas.tables import Office
from bot.notices.doors import settle_channel
from bot.notices.tables import Door, Person
from knowledge.base import KnowledgeBase


async def is_reachable(
    session: AsyncSession, kb: KnowledgeBase, seat: Seat, *, mails: bool = True
) -> bool:
    """Tell whether the bot can write to a seat: somebody proved to hold it, or letters go out and
    its mailbox is verified."""
    if mails and verified_mailbox(kb, seat):
        return True
    return bool(await proved_holders(session, seat))


async def reachable(
    session: AsyncSession, kb: KnowledgeBase, seats: Collection[Seat]
) -> frozenset[Seat]:
    """Give those of some seats that `is_reachable`, in one query."""
    held = await session.scalars(
        select(Office.seat).where(
            Office.seat.in_([it.key for it in seats]),
            Office.until.is_(None),
            Office.deputy.is_(False),
        )
    )
    keys = set(held)
    return frozenset(it for it in seats if it.key in keys or verified_mailbox(kb, it))


async def people_of(
    session: AsyncSession, kb: KnowledgeBase, seat: Seat, at: datetime
) -> Sequence[int]:
    """Give the people to tell: the holders, else the mailbox; empty where there is neither.

    The mailbox on record is a person of its own, made when it is first written to.
    """
    holders = await proved_holders(session, seat)
    if holders:
        return holders
    if verified_mailbox(kb, seat) is None:
        return ()
    person = await mailbox_person(session, kb, seat, at)
    await _seat_mailbox(session, kb, seat, person, at)
    return (person,)


async def proved_holders(session: AsyncSession, seat: Seat) -> Sequence[int]:
    """Give those who proved to hold a seat, each once."""
    own = select(Office.person_id).where(*_in_office(seat), Office.proof != "mailbox")
    return tuple(dict.fromkeys(await session.scalars(own.order_by(Office.id))))


def _in_office(seat: Seat) -> tuple[ColumnElement[bool], ...]:
    return (Office.seat == seat.key, Office.until.is_(None), Office.deputy.is_(False))


async def mailbox_person(session: AsyncSession, kb: KnowledgeBase, seat: Seat, at: datetime) -> int:
    """Find or make whoever reads a seat's mailbox; that the packs verified it confirms the door.

    Raises LookupError where there is none that is verified.
    """
    address = verified_mailbox(kb, seat)
    if address is None:
        raise LookupError(f"{seat.key} has no verified mailbox")
    of_door = select(Door.person_id).where(Door.channel == "email", Door.address == address)
    confirmed = of_door.where(Door.confirmed_at.is_not(None))
    known = await session.scalar(confirmed)
    if known is not None:
        return known
    person = _mailbox(kb, seat, at)
    session.add(person)
    await session.flush()
    if await _open_door(session, person.id, address, at):
        await settle_channel(session, person.id)
        return person.id
    # Another idea was sent there in the same moment, and we waited for it.
    await session.execute(delete(Person).where(Person.id == person.id))
    return (await session.scalars(confirmed)).one()


def _mailbox(kb: KnowledgeBase, seat: Seat, at: datetime) -> Person:
    contact = contact_of(kb, seat)
    region = kb.regions[contact.region] if contact else None
    return Person(
        language=region.language if region else "nb",
        region=region.id if region else None,
        municipality=seat.municipality,
        created_at=at,
    )


async def _open_door(session: AsyncSession, person: int, address: str, at: datetime) -> bool:
    """Let a mailbox be this person's, unless somebody confirmed it before. Who only asked for a
    code to it never showed that it is theirs."""
    door = {"person_id": person, "channel": "email", "address": address, "confirmed_at": at}
    opened = await session.scalar(
        insert(session, Door)
        .values(door)
        .on_conflict_do_update(
            index_elements=["channel", "address"],
            set_={"person_id": person, "confirmed_at": at},
            where=Door.confirmed_at.is_(None),
        )
        .returning(Door.person_id)
    )
    return opened is not None


async def _seat_mailbox(
    session: AsyncSession, kb: KnowledgeBase, seat: Seat, person: int, at: datetime
) -> None:
    """Let the mailbox hold the seat, so that what is done by links in its letters is allowed."""
    contact = contact_of(kb, seat)
    office = {
        "person_id": person,
        "role": "contact",
        "seat": seat.key,
        "region": contact.region if contact else None,
        "proof": "mailbox",
        "since": at,
    }
    await session.execute(insert(session, Office).values(office).on_conflict_do_nothing())
