"""To whom an idea can be passed on: the contacts of its region that the bot can reach."""

import hashlib
from collections.abc import Iterator
from typing import Final

from sqlalchemy.ext.asyncio import AsyncSession

from bot.ideas.holders import reachable
from bot.ideas.idea import Idea
from bot.ideas.seat import Seat, seat_of
from knowledge.base import KnowledgeBase
from knowledge.records.organisations import Contact

_DIGITS: Final = 8


async def receivers(session: AsyncSession, kb: KnowledgeBase, idea: Idea) -> tuple[Seat, ...]:
    """Give those who can get an idea from whoever has it: who serves its municipality first."""
    seats = [it for it in _seats(kb, idea) if it != idea.life.holder]
    reached = await reachable(session, kb, seats)
    return tuple(it for it in seats if it in reached)


def _seats(kb: KnowledgeBase, idea: Idea) -> Iterator[Seat]:
    place = kb.municipalities.get(idea.municipality or "")
    contacts = [it for it in kb.contacts.values() if it.region == idea.region]
    for contact in sorted(contacts, key=lambda it: _distance(it, idea.municipality)):
        if place or contact.seat == "organisation":
            yield seat_of(contact, place)


def _distance(contact: Contact, municipality: str | None) -> int:
    """The municipality itself, then who works for it, then who works for all, then the others."""
    covered = contact.covers.municipalities
    if contact.seat == "municipality":
        return 0
    if not covered:
        return 2
    return 1 if municipality in covered else 3


def short_key(seat: Seat) -> str:
    """Give what a button calls a seat: keys can be longer than buttons have room for."""
    return hashlib.sha256(seat.key.encode()).hexdigest()[:_DIGITS]
