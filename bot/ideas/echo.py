"""When a call opens, those who once had an idea that it may pay for hear of it."""

from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from typing import Final, TypeAlias

from sqlalchemy import exists, select
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.ideas.idea import Idea
from bot.ideas.ledger import read_all
from bot.ideas.opened import can_be_applied_to, opened_at
from bot.ideas.tables import StoredIdea
from bot.ideas.telling import write_delivery
from bot.notices.bell import ring
from bot.notices.matching import reaches
from bot.notices.tables import Subscription
from knowledge.base import KnowledgeBase
from knowledge.records.funding import Call

Sessions: TypeAlias = async_sessionmaker[AsyncSession]

_LATELY: Final = timedelta(days=7)
"""Of what opened longer ago nothing is told any more: the worker has been away."""
_REMEMBERED: Final = timedelta(days=730)
"""An idea older than this is left in peace."""
_SETTLED: Final = frozenset({"application", "project", "training"})
"""Outcomes of ideas that need no other money."""


async def echo_calls(sessions: Sessions, kb: KnowledgeBase, now: datetime) -> int:
    """Tell those whose idea fits a call that has just opened; give how many calls that were.

    Each hears of a call once, however often this runs, and not at all where they follow the
    scheme anyway or have said that they want to hear nothing of it.
    """
    told = 0
    async with sessions.begin() as session:
        async for call in _just_opened(session, kb, now):
            told += 1
            for idea in await _like_it(session, kb, call, now):
                if idea.submitter is not None and not await _has_said(session, idea, call):
                    await write_delivery(
                        session,
                        "echo",
                        f"call:{call.id}",
                        "",
                        person=idea.submitter,
                        because=f"idea:{idea.id}",
                        at=now,
                    )
        await ring(session)
    return told


async def _just_opened(
    session: AsyncSession, kb: KnowledgeBase, now: datetime
) -> AsyncIterator[Call]:
    """Of each scheme one: many open several calls on the same day."""
    schemes = set()
    for call in kb.calls.values():
        opened = await opened_at(session, call) if can_be_applied_to(call, now) else None
        if opened and now - _LATELY < opened <= now and call.programme not in schemes:
            schemes.add(call.programme)
            yield call


async def _like_it(
    session: AsyncSession, kb: KnowledgeBase, call: Call, now: datetime
) -> list[Idea]:
    """Give the ideas of the call's themes that still need money, the newest first."""
    recent = select(StoredIdea.id).where(
        StoredIdea.kind == "idea",
        StoredIdea.person_id.is_not(None),
        StoredIdea.created_at > now - _REMEMBERED,
    )
    found = await read_all(session, (await session.scalars(recent)).all())
    return [it for it in reversed(found) if _fits(kb, call, it)]


def _fits(kb: KnowledgeBase, call: Call, idea: Idea) -> bool:
    life = idea.life
    waits = life.stage == "parked" and life.record == f"programme:{call.programme}"
    if waits or life.withdrawn or life.outcome in _SETTLED:
        return False  # what is parked until this very call wakes by itself
    programme = kb.programmes[call.programme]
    themes, needs = call.themes or programme.themes, set(programme.needs)
    if not (set(idea.themes[:1]) & set(themes)) or (needs and not needs & set(idea.needs)):
        return False
    return reaches(kb, call, idea.region, idea.municipality)


async def _has_said(session: AsyncSession, idea: Idea, call: Call) -> bool:
    """Whether they follow the scheme or have muted it, or everything."""
    said = select(
        exists().where(
            Subscription.person_id == idea.submitter,
            ((Subscription.kind == "programme") & (Subscription.subject == call.programme))
            | ((Subscription.kind == "everything") & ~Subscription.wanted),
        )
    )
    return bool(await session.scalar(said))
