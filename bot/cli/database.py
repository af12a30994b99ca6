"""What commands that change the database need: the database, and who sits at the terminal."""

import asyncio
import getpass
from collections.abc import Awaitable, Callable
from typing import TypeVar

from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.database import check_version, make_engine, make_sessions
from bot.settings import Settings

T = TypeVar("T")


def with_database(work: Callable[[async_sessionmaker[AsyncSession]], Awaitable[T]]) -> T:
    """Run `work` on the database of the settings; raises `DatabaseError`."""

    async def run() -> T:
        engine = make_engine(Settings().database_url)
        try:
            await check_version(engine)
            return await work(make_sessions(engine))
        finally:
            await engine.dispose()

    return asyncio.run(run())


def user() -> str:
    """Give the name of the user of this machine."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a container's user need not have a name
        return "idelos"
