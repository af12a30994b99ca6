"""A worker of an installation, put together from its settings."""

import asyncio
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from bot.clock import utc_now
from bot.database import check_version, make_engine, make_sessions
from bot.ideas.tellers import idea_parts, idea_tellers
from bot.notices.means import Means
from bot.notices.preparation import Preparation
from bot.senders import open_senders
from bot.settings import Settings
from bot.worker.jobs import keepers_jobs, recurring_jobs
from bot.worker.run import run_worker, worker_name
from knowledge.store import SnapshotCache


async def work(
    settings: Settings,
    stopped: asyncio.Event,
    running: Callable[[], None] = lambda: None,
    clock: Callable[[], datetime] = utc_now,
    outbox: Path | None = None,
) -> None:
    """Be one worker of an installation until `stopped` is set; call `running` once it is one.

    With `outbox`, letters are kept in that folder and nothing is done for keepers. Raises
    `DatabaseError` for a database that can't be used, `UnknownRegionError`, and
    `MissingExtraError` for a channel whose package is not installed.
    """
    engine = make_engine(settings.database_url)
    try:
        await check_version(engine)
        sessions = make_sessions(engine)
        knowledge = SnapshotCache(sessions)
        settings.check_regions((await knowledge.current()).regions)
        prepare = Preparation(knowledge.current, idea_tellers(), idea_parts())
        means = Means(sessions, prepare, worker_name(), clock)
        jobs = recurring_jobs(sessions, knowledge, settings)
        if outbox is None:
            jobs += keepers_jobs(sessions, knowledge)
        async with open_senders(settings, sessions, clock, outbox) as senders:
            running()
            await run_worker(engine, means, senders, jobs, stopped)
    finally:
        await engine.dispose()
