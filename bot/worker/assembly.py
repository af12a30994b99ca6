"""A worker of an installation, put together from its settings."""

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.clock import utc_now
from bot.database import check_version, make_engine, make_sessions
from bot.notices.means import Means
from bot.notices.prepared import Claim, Prepared
from bot.settings import Settings
from bot.worker.jobs import recurring_jobs
from bot.worker.run import run_worker, worker_name
from knowledge.store import SnapshotCache


async def work(
    settings: Settings, stopped: asyncio.Event, clock: Callable[[], datetime] = utc_now
) -> None:
    """Be one worker of an installation until `stopped` is set.

    Raises `DatabaseError` for a database that can't be used.
    """
    engine = make_engine(settings.database_url)
    try:
        await check_version(engine)
        sessions = make_sessions(engine)
        knowledge = SnapshotCache(sessions)
        means = Means(sessions, prepare, worker_name(), clock)
        jobs = recurring_jobs(sessions, knowledge, settings)
        await run_worker(engine, means, (), jobs, stopped)
    finally:
        await engine.dispose()


async def prepare(
    session: AsyncSession, claims: Sequence[Claim], now: datetime
) -> Sequence[Prepared]:
    """Nothing is claimed as long as there is no channel."""
    raise NotImplementedError
