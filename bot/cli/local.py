"""Knowledge for commands that need no server: from the database, or straight from the packs."""

from pathlib import Path

from sqlalchemy import make_url

from bot.database import check_version, make_engine, make_sessions
from bot.settings import Settings
from knowledge.base import KnowledgeBase
from knowledge.packs import load_packs
from knowledge.store import load_snapshot


async def local_knowledge(settings: Settings) -> KnowledgeBase:
    """Load what is known. An SQLite database that does not exist yet means the packs.

    Raises `DatabaseError` for a database that cannot be used, `PackError` for faulty packs.
    """
    url = make_url(settings.database_url)
    if url.get_backend_name() == "sqlite" and not _exists(url.database):
        return KnowledgeBase(load_packs().records)
    engine = make_engine(settings.database_url)
    try:
        await check_version(engine)
        async with make_sessions(engine)() as session:
            return await load_snapshot(session)
    finally:
        await engine.dispose()


def _exists(database: str | None) -> bool:
    return Path(database or "").is_file()
