"""The bell that tells workers of new deliveries, where the database has one (PostgreSQL)."""

from typing import Final

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

BELL: Final = "idelos_notices"
"""Name of the channel of LISTEN and NOTIFY."""


async def ring(session: AsyncSession) -> None:
    """Wake the workers at the moment when this transaction is committed.

    Call it after writing deliveries that are due. On SQLite nothing rings, and workers look by
    themselves.
    """
    if session.get_bind().dialect.name == "postgresql":
        await session.execute(select(func.pg_notify(BELL, "")))


async def ring_now(sessions: async_sessionmaker[AsyncSession]) -> None:
    """Wake the workers for what has been committed already."""
    async with sessions() as session:
        await ring(session)
        await session.commit()
