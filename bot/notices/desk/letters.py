"""An e-mail address proved by a code: asked for, tried, and what belongs together joined.

A code is bound to the one who asked and to the address. What it proves is that the one who talks
here reads the letters there; before that nothing shows whether the address is known to us.
"""

import hashlib
import hmac
import secrets
from datetime import datetime, timedelta
from typing import Final, Literal, TypeAlias

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.database import insert
from bot.notices.bell import ring
from bot.notices.desk.joining import join
from bot.notices.desk.people import update_person
from bot.notices.doors import settle_channel
from bot.notices.hold import hold_owner
from bot.notices.tables import Delivery, Door
from bot.notices.vocabulary import PRIORITY

VALID: Final = timedelta(minutes=15)
TRIES: Final = 5
_CODES: Final = 3
"""So many codes go to one address, or are asked for by one person, in `_SPELL`."""
_SPELL: Final = timedelta(hours=1)

Asked: TypeAlias = Literal["sent", "known", "too_often"]
Tried: TypeAlias = Literal["confirmed", "wrong", "expired", "spent", "none"]


async def send_code(session: AsyncSession, person: int, address: str, at: datetime) -> Asked:
    """Let a code go to the address; ``known`` where it is this person's own already."""
    door = await _door_to(session, person, address.lower())
    if door.person_id == person and door.confirmed_at and not door.closed_at:
        return "known"
    if await _asked_too_often(session, person, door, at):
        return "too_often"
    digits, until = f"{secrets.randbelow(1_000_000):06}", at + VALID
    door.code_hash, door.code_until, door.code_tries = _hash(person, digits), until, 0
    door.closed_at = door.closed_because = None
    session.add(_delivery(person, door, digits, at))
    await ring(session)
    await session.flush()
    return "sent"


async def try_code(session: AsyncSession, person: int, digits: str, at: datetime) -> Tried:
    """Open the door that the latest code was for. Wrong tries are counted, also by the caller's
    commit; after `TRIES` the code is of no use."""
    door = await _door_asked_for(session, person)
    if door is None or door.code_hash is None or door.code_until is None:
        return "none"
    if door.code_tries >= TRIES:
        return "spent"
    if door.code_until <= at:
        return "expired"
    if not hmac.compare_digest(door.code_hash, _hash(person, digits)):
        door.code_tries += 1
        await session.flush()
        return "spent" if door.code_tries >= TRIES else "wrong"
    door.code_hash = door.code_until = None
    await _open(session, person, door, at)
    return "confirmed"


async def _open(session: AsyncSession, person: int, door: Door, at: datetime) -> None:
    """Who confirmed the address before is the same one who confirms it now."""
    owner, was_confirmed = door.person_id, door.confirmed_at is not None
    door.confirmed_at = at
    if owner != person and was_confirmed:
        await session.flush()
        await join(session, person, owner, at)
        person = owner
    else:
        door.person_id = person
        await session.flush()
    await update_person(session, person, {"wanted_channel": "email"})
    for one in {owner, person}:
        await settle_channel(session, one)


async def _door_to(session: AsyncSession, person: int, address: str) -> Door:
    """Give the door to an address, whoever has it; a new one waits for its code."""
    await session.execute(
        insert(session, Door)
        .values(person_id=person, channel="email", address=address)
        .on_conflict_do_nothing()
    )
    wanted = (Door.channel == "email", Door.address == address)
    await hold_owner(session, *wanted)
    return (await session.scalars(select(Door).where(*wanted))).one()


async def _door_asked_for(session: AsyncSession, person: int) -> Door | None:
    subject = await session.scalar(
        select(Delivery.subject)
        .where(Delivery.kind == "code", Delivery.because == _because(person))
        .order_by(Delivery.id.desc())
        .limit(1)
    )
    if subject is None:
        return None
    wanted = Door.id == int(subject.partition(":")[2])
    await hold_owner(session, wanted)
    return await session.scalar(select(Door).where(wanted))


async def _asked_too_often(session: AsyncSession, person: int, door: Door, at: datetime) -> bool:
    for of in (Delivery.subject == f"door:{door.id}", Delivery.because == _because(person)):
        lately = select(func.count()).where(
            Delivery.kind == "code", Delivery.due_at > at - _SPELL, of
        )
        if (await session.scalars(lately)).one() >= _CODES:
            return True
    return False


def _delivery(person: int, door: Door, digits: str, at: datetime) -> Delivery:
    """The code rides in `told` until it is sent, and is wiped then."""
    return Delivery(
        kind="code",
        subject=f"door:{door.id}",
        lead=secrets.token_hex(8),  # each code is a delivery of its own
        person_id=door.person_id,
        because=_because(person),
        channel="email",
        priority=PRIORITY["code"],
        due_at=at,
        try_at=at,
        useful_until=door.code_until,
        told=digits,
    )


def _because(person: int) -> str:
    return f"asked:{person}"


def _hash(person: int, digits: str) -> str:
    return hashlib.sha256(f"{person}:{digits}".encode()).hexdigest()
