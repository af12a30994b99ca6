"""The planner: writes down what is due, once for each person, and remembers up to when it has."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.database import insert
from bot.notices.audience import Audience, receivers
from bot.notices.changes import plan_changes
from bot.notices.letters import plan_agendas, plan_letters
from bot.notices.planning import Occasion, Planning
from bot.notices.reminders import plan_reminders
from bot.notices.seasons import plan_seasons
from bot.notices.tables import Announcement, PlannerMark
from bot.notices.vocabulary import NoticeKind
from knowledge.base import KnowledgeBase

_NEVER: Final = -1
"""The revision that nothing has been planned from."""
_SKEW: Final = timedelta(minutes=10)
"""So far the clocks of two processes may differ."""
_FAR: Final = timedelta(days=1)
"""A mark so far ahead was left by a clock that ran wrong. Planning goes on from now, or nobody
would hear anything until that time; what was planned is not planned again all the same."""
_NEWS: Final = timedelta(days=14)
"""An announcement is of use for so long."""


@dataclass(frozen=True, slots=True)
class PlanReport:
    """What one run wrote."""

    start: datetime
    """All that was due up to then had been planned before; aware, UTC."""
    written: Counter[NoticeKind] = field(default_factory=Counter)

    @property
    def total(self) -> int:
        """All deliveries written."""
        return self.written.total()


async def plan(
    sessions: async_sessionmaker[AsyncSession], kb: KnowledgeBase, now: datetime
) -> PlanReport:
    """Plan everything that became due since the last run, up to and including `now` (aware).

    One transaction: all of it is written, or nothing. Planners that run at the same time wait for
    one another, and what was planned is never planned again, even when a clock is set back. The
    first run of all plans nothing; it only remembers which dates are known.
    """
    async with sessions() as session:
        mark = await _locked_mark(session, now)
        planning = Planning(session, kb, min(mark.planned_until, now), now)
        if mark.revision != kb.revision:
            await plan_changes(planning, first_run=mark.revision == _NEVER)
        if mark.planned_until < now:
            await plan_reminders(planning)
            await plan_seasons(planning)
            await plan_letters(planning)
            await plan_agendas(planning)
            await _plan_announcements(planning)
        until = now if mark.planned_until > now + _FAR else max(mark.planned_until, now)
        await session.execute(update(PlannerMark).values(planned_until=until, revision=kb.revision))
        await session.commit()
    return PlanReport(planning.start, planning.written)


async def _locked_mark(session: AsyncSession, now: datetime) -> PlannerMark:
    """Read the mark and hold it: writing to it first makes the others wait, in any database."""
    first = insert(session, PlannerMark).values(id=1, planned_until=now, revision=_NEVER)
    await session.execute(first.on_conflict_do_nothing())
    await session.execute(update(PlannerMark).values(id=1))
    return (await session.execute(select(PlannerMark))).scalar_one()


async def _plan_announcements(planning: Planning) -> None:
    due = await planning.session.scalars(
        select(Announcement).where(
            Announcement.send_at > planning.start - _SKEW,
            Announcement.send_at <= planning.now,
            Announcement.cancelled_at.is_(None),
        )
    )
    for it in due.all():
        until = it.send_at + _NEWS
        occasion = Occasion("announcement", f"announcement:{it.id}", "", it.send_at, until)
        await planning.tell(occasion, receivers(Audience.model_validate(it.audience)))
