"""What comes round by the clock, and how often."""

import logging
from datetime import datetime, timedelta
from typing import Final, TypeAlias

from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.conversation.service import Conversations
from bot.feeds.pull import pull_all
from bot.ideas.echo import echo_calls
from bot.ideas.retention import NEEDED, let_go_of_ended
from bot.ideas.ticking import tick_ideas
from bot.intake.forgetting import forget_received
from bot.notices.bell import ring_now
from bot.notices.planner import plan
from bot.notices.retention import forget_old
from bot.references.forgetting import forget_unused
from bot.settings import Settings
from bot.worker.schedule import Job
from knowledge.stale import stale
from knowledge.store import SnapshotCache

_log = logging.getLogger(__name__)

_REPEATS: Final = timedelta(days=7)
"""So long it is known what came in before; no platform repeats itself for more than a day."""

Sessions: TypeAlias = async_sessionmaker[AsyncSession]


def recurring_jobs(
    sessions: Sessions, knowledge: SnapshotCache, settings: Settings
) -> tuple[Job, ...]:
    """Give all that a worker does by the clock."""

    async def plan_what_is_due(now: datetime) -> None:
        report = await plan(sessions, await knowledge.current(), now)
        if report.total:
            _log.info("planned %s", dict(report.written))
            await ring_now(sessions)

    async def tick(now: datetime) -> None:
        taken = await tick_ideas(sessions, await knowledge.current(), now)
        if taken:
            _log.info("the clock took %d steps", taken)

    async def echo(now: datetime) -> None:
        await echo_calls(sessions, await knowledge.current(), now)

    async def forget(now: datetime) -> None:
        kept = timedelta(days=settings.keep_days)
        await Conversations(sessions).forget_untouched(now - kept)
        async with sessions() as session:
            told_before = now - timedelta(days=settings.keep_notices_days)
            await forget_old(session, told_before, now, needed=NEEDED)
            await forget_received(session, now - _REPEATS)
            await forget_unused(session, now - kept)
            await session.commit()
        ended_before = now - timedelta(days=settings.keep_ideas_days)
        kb = await knowledge.current()
        await let_go_of_ended(sessions, kb, ended_before, now, settings.archive)

    return (
        Job("plan", timedelta(minutes=1), plan_what_is_due),
        Job("tick", timedelta(minutes=1), tick),
        Job("echo", timedelta(hours=1), echo),
        Job("forget", timedelta(hours=1), forget),
    )


def keepers_jobs(sessions: Sessions, knowledge: SnapshotCache) -> tuple[Job, ...]:
    """Give what is done for the keepers of the knowledge; to pull feeds asks the network."""

    async def find_stale(now: datetime) -> None:
        count = sum(map(len, stale(await knowledge.current(), now.date()).values()))
        if count:
            _log.warning("%d records want another look: idelos kb stale", count)

    async def pull_feeds(now: datetime) -> None:
        for pulled in await pull_all(sessions, await knowledge.current(), now):
            if pulled.fault:
                _log.warning("feed %s: %s", pulled.feed, pulled.fault)
            elif pulled.proposed:
                _log.warning("feed %s: %d new: idelos kb proposals", pulled.feed, pulled.proposed)

    return (
        Job("find stale", timedelta(days=1), find_stale),
        Job("pull feeds", timedelta(hours=1), pull_feeds),
    )
