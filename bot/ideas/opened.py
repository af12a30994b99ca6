"""Whether a call has opened that a parked idea waits for."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.ideas.idea import Idea
from bot.notices.tables import KnownDate
from knowledge.base import KnowledgeBase
from knowledge.moments import moment
from knowledge.records.funding import Call


async def opened_call(
    session: AsyncSession, kb: KnowledgeBase, idea: Idea, now: datetime
) -> Call | None:
    """Give the call that opened since the idea was parked until it would; None before that.

    Of a call whose opening is in no source, the day counts on which its deadline became known.
    """
    parked_at = idea.life.parked_at
    kind, _, programme = (idea.life.record or "").partition(":")
    if parked_at is None or kind != "programme" or idea.region not in kb.regions:
        return None
    place = kb.municipalities.get(idea.municipality or "")
    for call in kb.calls_for(programme, idea.region, place.county if place else None):
        opened = await opened_at(session, call)
        if opened and parked_at < opened <= now and can_be_applied_to(call, now):
            return call
    return None


async def opened_at(session: AsyncSession, call: Call) -> datetime | None:
    """Give when a call opened or opens, as far as is known; aware."""
    if call.opens:
        return moment(call.opens, call.zone)
    return await session.scalar(
        select(KnownDate.changed_at).where(
            KnownDate.record == f"call:{call.id}",
            KnownDate.what == "closes",
            KnownDate.sequence == 0,
        )
    )


def can_be_applied_to(call: Call, now: datetime) -> bool:
    """Tell whether a call is neither over nor cancelled."""
    over = call.deadline and moment(call.deadline, call.zone, end_of_day=True) < now
    return not over and call.happening != "cancelled"
