"""What the clock does about ideas: reminds, hands on after silence, wakes what is parked."""

from collections.abc import Iterable
from datetime import datetime
from typing import TypeAlias

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.faults import report
from bot.ideas import ledger
from bot.ideas.clock import due_tick, next_moment, terms_of
from bot.ideas.idea import Idea
from bot.ideas.opened import opened_call
from bot.ideas.relay import Relay
from bot.ideas.step import Step
from bot.ideas.tables import StoredIdea
from bot.ideas.way import Stop, find_way
from bot.notices.calendars import calendar_of
from knowledge.base import KnowledgeBase

Sessions: TypeAlias = async_sessionmaker[AsyncSession]


async def tick_ideas(sessions: Sessions, kb: KnowledgeBase, now: datetime) -> int:
    """Do all that has become due by `now` (aware); give how many steps were taken.

    Each idea is a transaction of its own, held while it is looked at: however many workers tick,
    and wherever one is killed, each step is taken once. A fault with one idea is reported and
    tried again the next time; the others go on.
    """
    taken = 0
    for idea in await _due(sessions, now):
        try:
            async with sessions.begin() as session:
                taken += await _tick(session, kb, idea, now)
        except Exception as fault:
            report(fault, f"the clock of idea {idea}")
    return taken


async def _due(sessions: Sessions, now: datetime) -> Iterable[int]:
    """Give those whose moment has come, and the parked ones, which may wait for a call."""
    due = select(StoredIdea.id).where(StoredIdea.next_at <= now).order_by(StoredIdea.next_at)
    parked = select(StoredIdea.id).where(StoredIdea.stage == "parked").order_by(StoredIdea.id)
    async with sessions() as session:
        found = [*(await session.scalars(due)), *(await session.scalars(parked))]
    return dict.fromkeys(found)


async def _tick(session: AsyncSession, kb: KnowledgeBase, number: int, now: datetime) -> bool:
    idea = await ledger.hold(session, number)
    if idea is None:
        return False
    step = await _step(session, kb, idea, now)
    if step is None:  # another worker was here, or the terms of the rule have changed
        await ledger.set_next(session, idea.id, next_moment(kb, idea.region, idea.life))
        return False
    await Relay(session, kb, None, now).tick(idea, step)
    return True


async def _step(session: AsyncSession, kb: KnowledgeBase, idea: Idea, now: datetime) -> Step | None:
    """Give what is to be done now; its nonce lets only one step follow on each version."""
    terms = terms_of(kb, idea.region, idea.life.rule)
    tick = due_tick(idea.life, terms, calendar_of(kb, idea.region), now)
    nonce = f"clock:{idea.life.version}"
    if tick is None:
        call = await opened_call(session, kb, idea, now)
        return Step("woken", "clock", now, nonce, record=f"call:{call.id}") if call else None
    if tick.does == "remind":
        return Step("reminded", "clock", now, nonce, day=tick.day)
    if tick.does == "wake":
        return Step("woken", "clock", now, nonce)
    stop = await _next_stop(session, kb, idea, now)
    if stop is None:
        return Step("unanswered", "clock", now, nonce)
    rule = stop.referral.rule.id
    return Step("escalated", "clock", now, nonce, to=stop.seat, rule=rule)


async def _next_stop(
    session: AsyncSession, kb: KnowledgeBase, idea: Idea, now: datetime
) -> Stop | None:
    """Give the next on the region's way who has not had the idea. From somebody who is not on
    it, to whom it was passed on, it goes to the first who has not."""
    way = await find_way(session, kb, idea, calendar_of(kb, idea.region).day(now))
    stops = [it for it in (way.first, *way.then) if it]
    seats = [it.seat for it in stops]
    life = idea.life
    after = seats.index(life.holder) + 1 if life.holder in seats else 0
    return next((it for it in stops[after:] if it.seat not in life.former), None)
