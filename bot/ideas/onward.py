"""To whom somebody can pass an idea on: roles of its region that the bot can reach."""

from collections.abc import Iterator
from typing import Final

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.ideas.idea import Idea
from bot.ideas.seat import Seat, verified_mailbox
from bot.ideas.tables import Office
from knowledge.base import KnowledgeBase
from knowledge.records.organisations import Contact

_GONE: Final = ("closed", "replaced")


async def onward(session: AsyncSession, kb: KnowledgeBase, idea: Idea) -> tuple[Seat, ...]:
    """Give them: roles of the place it comes from first, then those of other municipalities."""
    held = set(await session.scalars(_held_seats))
    seats = sorted(dict.fromkeys(_seats(kb, idea)), key=lambda it: _distance(it, idea))
    return tuple(
        seat
        for seat in seats
        if seat != idea.life.holder and (seat.key in held or verified_mailbox(kb, seat))
    )


_held_seats: Final = select(Office.seat).where(Office.until.is_(None), Office.deputy.is_(False))


def _distance(seat: Seat, idea: Idea) -> bool:
    return seat.municipality not in (None, idea.municipality)


def _seats(kb: KnowledgeBase, idea: Idea) -> Iterator[Seat]:
    for contact in kb.contacts.values():
        if contact.region != idea.region or contact.status in _GONE:
            continue
        if contact.seat == "municipality":
            yield from (Seat(contact.id, it.id) for it in kb.municipalities_in(idea.region))
        elif _covers(contact, idea):
            yield Seat(contact.id)


def _covers(contact: Contact, idea: Idea) -> bool:
    covered = contact.covers.municipalities
    return not covered or idea.municipality in covered
