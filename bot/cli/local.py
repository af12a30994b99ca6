"""Knowledge and wishes for commands that need no server."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import make_url
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.database import check_version, make_engine, make_sessions
from bot.notices.desk.passing import passing_sessions
from bot.settings import Settings
from knowledge.base import KnowledgeBase
from knowledge.packs import load_packs
from knowledge.store import load_snapshot


@dataclass(frozen=True, slots=True)
class Local:
    """What is known here, and where wishes are kept."""

    kb: KnowledgeBase
    sessions: async_sessionmaker[AsyncSession]
    is_kept: bool
    """Whether what is written here outlives the program, so that a worker can send it."""


@asynccontextmanager
async def local(settings: Settings) -> AsyncIterator[Local]:
    """Open the database. One in SQLite that does not exist yet means the packs, and nothing kept.

    Raises `DatabaseError` for a database that cannot be used, `PackError` for faulty packs.
    """
    url = make_url(settings.database_url)
    if url.get_backend_name() == "sqlite" and not _exists(url.database):
        async with passing_sessions() as sessions:
            yield Local(KnowledgeBase(load_packs().records), sessions, is_kept=False)
        return
    engine = make_engine(settings.database_url)
    try:
        await check_version(engine)
        sessions = make_sessions(engine)
        async with sessions() as session:
            kb = await load_snapshot(session)
        yield Local(kb, sessions, is_kept=True)
    finally:
        await engine.dispose()


async def local_knowledge(settings: Settings) -> KnowledgeBase:
    """Load what is known. Raises as `local` does."""
    async with local(settings) as here:
        return here.kb


def _exists(database: str | None) -> bool:
    return Path(database or "").is_file()
