"""Somebody leaves an office: what lies there finds the deputy, the mailbox or the next in line."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.ideas import ledger
from bot.ideas.holders import is_reachable, proved_holders
from bot.ideas.idea import Idea
from bot.ideas.offices import Post, post_of_office
from bot.ideas.relay import Relay
from bot.ideas.seat import Seat
from bot.ideas.step import Step
from bot.ideas.tables import Office, StoredIdea
from bot.ideas.way import find_way
from bot.notices.calendars import calendar_of
from knowledge.base import KnowledgeBase


@dataclass(frozen=True, slots=True)
class Left:
    """What became of an office that somebody left."""

    post: Post
    moved: tuple[Idea, ...] = ()
    """Open ideas that have another holder now; both sides are told."""


async def leave(
    session: AsyncSession, kb: KnowledgeBase, person: int, office: int, at: datetime
) -> Left | None:
    """Let somebody leave an office of theirs; None where they do not hold it."""
    row = await session.get(Office, office)
    if row is None or row.person_id != person:
        return None
    return await end_office(session, kb, office, at, by=person)


async def end_office(
    session: AsyncSession, kb: KnowledgeBase, office: int, at: datetime, by: int | None = None
) -> Left | None:
    """End an office; None where nobody holds it any more. `by` is who leaves, if it is they."""
    ended = update(Office).where(Office.id == office, Office.until.is_(None)).values(until=at)
    row = await session.scalar(ended.returning(Office))
    if row is None:
        return None
    post = post_of_office(row)
    if post.deputy or post.seat is None or await proved_holders(session, post.seat):
        return Left(post)
    await _promote(session, post.seat)
    moves = [
        await _move(session, kb, idea, post.seat, f"left:{office}", at, by)
        for idea in await _open_ideas(session, post.seat)
    ]
    return Left(post, tuple(it for it in moves if it))


async def _promote(session: AsyncSession, seat: Seat) -> None:
    """Whoever stood by holds the seat from now on."""
    stood_by = (Office.seat == seat.key, Office.deputy.is_(True), Office.until.is_(None))
    await session.execute(update(Office).where(*stood_by).values(deputy=False))


async def _open_ideas(session: AsyncSession, seat: Seat) -> Iterable[int]:
    wanted = select(StoredIdea.id).where(StoredIdea.holder == seat.key, StoredIdea.stage != "ended")
    return (await session.scalars(wanted.order_by(StoredIdea.id))).all()


async def _move(
    session: AsyncSession,
    kb: KnowledgeBase,
    number: int,
    seat: Seat,
    nonce: str,
    at: datetime,
    by: int | None,
) -> Idea | None:
    """Give one idea to whoever holds the seat now, else to the next on its way.

    Where nobody is left, the one who sent it is told so.
    """
    idea = await ledger.hold(session, number)
    if idea is None or idea.life.holder != seat or idea.life.stage == "ended":
        return None
    relay = Relay(session, kb, by, at)
    to, rule = await _next(session, kb, idea, at)
    if to:
        step = Step("reassigned", "receiver", at, nonce, seat=seat, to=to, rule=rule)
        return await relay.hand_over(idea, step)
    if idea.life.stage == "waiting" and not idea.life.unanswered:
        return await relay.tick(idea, Step("unanswered", "clock", at, nonce))
    return None


async def _next(
    session: AsyncSession, kb: KnowledgeBase, idea: Idea, at: datetime
) -> tuple[Seat | None, str | None]:
    seat = idea.life.holder
    if await is_reachable(session, kb, seat):
        return seat, idea.life.rule
    way = await find_way(session, kb, idea, calendar_of(kb, idea.region).day(at))
    stops = (it for it in (way.first, *way.then) if it and it.seat != seat)
    stop = next(stops, None)
    return (stop.seat, stop.referral.rule.id) if stop else (None, None)
