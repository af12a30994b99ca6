"""Hearing the bell of PostgreSQL."""

import asyncio
from collections.abc import Callable
from typing import Any, Final

from sqlalchemy.ext.asyncio import AsyncEngine

from bot.faults import report
from bot.notices.bell import BELL

_AGAIN_SECONDS: Final = 5.0


async def listen(engine: AsyncEngine, wake: Callable[[], None]) -> None:
    """Call `wake` whenever the bell rings, until cancelled; where there is none, return at once.

    A lost connection is made anew. What rang meanwhile is found at the next look by itself.
    """
    if engine.dialect.name != "postgresql":
        return
    while True:
        try:
            await _listen_once(engine, wake)
        except Exception as fault:
            report(fault, "listening")
        await asyncio.sleep(_AGAIN_SECONDS)


async def _listen_once(engine: AsyncEngine, wake: Callable[[], None]) -> None:
    async with engine.connect() as connection:
        listening = await connection.execution_options(isolation_level="AUTOCOMMIT")
        await listening.exec_driver_sql(f"LISTEN {BELL}")
        wake()
        driver: Any = (await listening.get_raw_connection()).driver_connection
        try:
            async for _ in driver.notifies():
                wake()
        finally:
            # It goes on listening, so that nobody else may get it from the pool.
            await listening.invalidate()
