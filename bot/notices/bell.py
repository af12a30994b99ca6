"""The bell that tells workers of new deliveries, where the database has one (PostgreSQL)."""

from typing import Final

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

BELL: Final = "idelos_notices"
"""Name of the channel of LISTEN and NOTIFY."""


async def ring(session: AsyncSession) -> None:
    """Wake the workers at the moment when this transaction is committed.

    Call it after writing deliveries that are due. On SQLite nothing rings, and workers look by
    themselves.
    """
    if session.get_bind().dialect.name == "postgresql":
        await session.execute(select(func.pg_notify(BELL, "")))
