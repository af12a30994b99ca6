"""What is forgotten of what came in."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession

from bot.intake.tables import Received
from bot.message import Place


async def forget_received(session: AsyncSession, before: datetime) -> None:
    """Delete what came in before then, done or not: nobody waits for an answer that long.

    A repeat that comes later still would be answered anew.
    """
    await session.execute(delete(Received).where(Received.received_at < before))


async def forget_waiting(
    session: AsyncSession, places: Collection[Place], before: datetime
) -> None:
    """Delete what waits in conversations that are forgotten: else it would begin them anew.

    What came in after that wish stays, and is answered as if it were said by somebody new.
    """
    for place in places:
        await session.execute(
            delete(Received).where(
                Received.channel == place.channel,
                Received.conversation == place.conversation,
                Received.state == "waiting",
                Received.received_at < before,
            )
        )
