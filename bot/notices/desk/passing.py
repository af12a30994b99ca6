"""A database in memory for those who keep nothing: one question in a terminal, a play."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

import bot.notices.tables  # noqa: F401 - so that its tables are made
from bot.database import make_engine, make_sessions
from knowledge.tables import Base


@asynccontextmanager
async def passing_sessions() -> AsyncIterator[async_sessionmaker[AsyncSession]]:
    """Give sessions on an empty database that is gone in the end."""
    engine = make_engine("sqlite://")
    try:
        async with engine.begin() as connection:
            await connection.run_sync(Base.metadata.create_all, checkfirst=False)
        yield make_sessions(engine)
    finally:
        await engine.dispose()
