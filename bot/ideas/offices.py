"""Who is who: an office is taken with a code from the mailbox on record, or an invitation.

A code proves that whoever reads that mailbox gave it on. It is bound to the one who asked for it.
An invitation is an administrator's: it makes whoever follows it first the holder, once.
"""

import hashlib
import hmac
import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Literal, TypeAlias, cast

from sqlalchemy import ColumnElement, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.ideas.holders import mailbox_person
from bot.ideas.seat import Seat, verified_mailbox
from bot.ideas.tables import Office, OfficeCode
from bot.ideas.vocabulary import OfficeRole
from bot.notices.bell import ring
from bot.notices.tables import Delivery
from bot.notices.vocabulary import PRIORITY
from knowledge.base import KnowledgeBase

VALID: Final = timedelta(days=7)
"""A mailbox that many read gives a code on when somebody gets to it."""
TRIES: Final = 5
_CODES: Final = 3
"""So many codes are asked for by one person, or go to one mailbox, in `_SPELL`."""
_SPELL: Final = timedelta(hours=1)

Asked: TypeAlias = Literal["sent", "held", "too_often", "no_mailbox"]
Tried: TypeAlias = Literal["wrong", "expired", "spent", "none"]


@dataclass(frozen=True, slots=True)
class Post:
    """An office that can be held: a seat, being secretary of a region, or administrator."""

    role: OfficeRole
    seat: Seat | None = None
    region: str | None = None
    deputy: bool = False
    """Takes over when the other one leaves, and gets nothing before."""


def post_of(kb: KnowledgeBase, seat: Seat, *, deputy: bool = False) -> Post:
    """Give the office of a seat. Raises KeyError for a contact that the packs do not have."""
    return Post("contact", seat, kb.contacts[seat.contact].region, deputy)


def mailbox_seat(kb: KnowledgeBase, post: Post) -> Seat | None:
    """Give the seat to whose mailbox the code for an office goes; None where none is verified."""
    region = kb.regions.get(post.region or "")
    fallback = region.fallback if region and post.role == "secretary" else None
    seat = post.seat or (Seat(fallback) if fallback else None)
    return seat if seat and verified_mailbox(kb, seat) else None


async def held_by(session: AsyncSession, person: int) -> tuple[tuple[int, Post], ...]:
    """Give the offices that somebody holds now, with their ids; deputies' too."""
    rows = await session.scalars(
        select(Office).where(Office.person_id == person, Office.until.is_(None)).order_by(Office.id)
    )
    return tuple((row.id, post_of_office(row)) for row in rows)


@dataclass(frozen=True, slots=True)
class Holding:
    """An office with whoever holds it."""

    office: int
    person: int
    post: Post
    proof: str
    """As in `Office`."""
    since: datetime


async def all_held(session: AsyncSession) -> tuple[Holding, ...]:
    """Give all offices that somebody holds now, in the order that they were taken."""
    rows = await session.scalars(select(Office).where(Office.until.is_(None)).order_by(Office.id))
    return tuple(
        Holding(row.id, row.person_id, post_of_office(row), row.proof, row.since) for row in rows
    )


async def ask(
    session: AsyncSession, kb: KnowledgeBase, person: int, post: Post, at: datetime
) -> Asked:
    """Let a code for an office go to the mailbox on record."""
    if any(held == post for _, held in await held_by(session, person)):
        return "held"
    seat = mailbox_seat(kb, post)
    if seat is None:
        return "no_mailbox"
    if await _asked_too_often(session, person, post, at):
        return "too_often"
    digits = f"{secrets.randbelow(1_000_000):06}"
    code = _code(post, _hash(person, at, digits), at, person)
    session.add(code)
    await session.flush()
    reader = await mailbox_person(session, kb, seat, at)
    session.add(_delivery(code, reader, digits, at))
    await ring(session)
    await session.flush()
    return "sent"


async def try_code(session: AsyncSession, person: int, digits: str, at: datetime) -> Post | Tried:
    """Try the latest code that somebody asked for, and make them the holder if it is right.

    Wrong tries are counted, also by the caller's commit; after `TRIES` the code is of no use.
    """
    code = await session.scalar(
        select(OfficeCode)
        .where(OfficeCode.person_id == person, OfficeCode.used_at.is_(None))
        .order_by(OfficeCode.id.desc())
        .limit(1)
        .with_for_update()
    )
    if code is None:
        return "none"
    if code.tries >= TRIES:
        return "spent"
    if code.until <= at:
        return "expired"
    if not hmac.compare_digest(code.code_hash, _hash(person, code.until - VALID, digits)):
        code.tries += 1
        await session.flush()
        return "spent" if code.tries >= TRIES else "wrong"
    code.used_at = at
    await _appoint(session, person, post_of_office(code), "code", at)
    return post_of_office(code)


async def read_codes(session: AsyncSession, codes: Collection[int]) -> dict[int, Post]:
    """Give the offices that some codes lead to, by the code's id."""
    rows = await session.scalars(select(OfficeCode).where(OfficeCode.id.in_(codes)))
    return {row.id: post_of_office(row) for row in rows}


async def invite(session: AsyncSession, post: Post, at: datetime) -> str:
    """Make an invitation to an office, and give its secret: told once, kept nowhere."""
    secret = secrets.token_urlsafe(24)
    session.add(_code(post, _secret_hash(secret), at))
    await session.flush()
    return secret


async def find_invitation(session: AsyncSession, secret: str, at: datetime) -> Post | None:
    """Give the office that an invitation is to; None for one that is used, old or not ours."""
    row = await session.scalar(select(OfficeCode).where(*_open(secret, at)))
    return post_of_office(row) if row else None


async def accept_invitation(
    session: AsyncSession, person: int, secret: str, at: datetime
) -> Post | None:
    """Make somebody the holder; None for an invitation that is used, old or not ours."""
    used = update(OfficeCode).where(*_open(secret, at)).values(used_at=at, person_id=person)
    row = await session.scalar(used.returning(OfficeCode))
    if row is None:
        return None
    post = post_of_office(row)
    if all(held != post for _, held in await held_by(session, person)):
        await _appoint(session, person, post, "link", at)
    return post


def _open(secret: str, at: datetime) -> tuple[ColumnElement[bool], ...]:
    return (
        OfficeCode.code_hash == _secret_hash(secret),
        OfficeCode.person_id.is_(None),
        OfficeCode.used_at.is_(None),
        OfficeCode.until > at,
    )


async def _appoint(
    session: AsyncSession, person: int, post: Post, proof: str, at: datetime
) -> None:
    session.add(
        Office(
            person_id=person,
            role=post.role,
            seat=post.seat.key if post.seat else None,
            region=post.region,
            deputy=post.deputy,
            proof=proof,
            since=at,
        )
    )
    await session.flush()


def post_of_office(row: Office | OfficeCode) -> Post:
    """Give the office that a row of the tables is about."""
    seat = Seat.read(row.seat) if row.seat else None
    return Post(cast("OfficeRole", row.role), seat, row.region, row.deputy)


def _code(post: Post, code_hash: str, at: datetime, person: int | None = None) -> OfficeCode:
    return OfficeCode(
        person_id=person,
        role=post.role,
        seat=post.seat.key if post.seat else None,
        region=post.region,
        deputy=post.deputy,
        code_hash=code_hash,
        until=at + VALID,
        tries=0,
    )


def _delivery(code: OfficeCode, reader: int, digits: str, at: datetime) -> Delivery:
    """The code rides in `told` until it is sent, and is wiped then."""
    return Delivery(
        kind="office_code",
        subject=f"office_code:{code.id}",
        lead="",
        person_id=reader,
        because=f"asked:{code.person_id}",
        channel="email",
        priority=PRIORITY["office_code"],
        due_at=at,
        try_at=at,
        useful_until=code.until,
        told=digits,
    )


async def _asked_too_often(session: AsyncSession, person: int, post: Post, at: datetime) -> bool:
    same = (OfficeCode.role == post.role, OfficeCode.region == post.region)
    at_seat = OfficeCode.seat == (post.seat.key if post.seat else None)
    for of in ((OfficeCode.person_id == person,), (*same, at_seat)):
        lately = select(func.count()).where(OfficeCode.until > at - _SPELL + VALID, *of)
        if (await session.scalars(lately)).one() >= _CODES:
            return True
    return False


def _hash(person: int, asked_at: datetime, digits: str) -> str:
    """Bound to the one who asked and to the moment, so that no two codes look alike."""
    return hashlib.sha256(f"{person}:{asked_at.timestamp()}:{digits}".encode()).hexdigest()


def _secret_hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
