"""Which conversation references are forgotten: somebody's who asks for it, and unused ones."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import delete, exists
from sqlalchemy.ext.asyncio import AsyncSession

from bot.message import Place
from bot.notices.tables import Door
from bot.references.tables import TeamsReference


async def forget_references(session: AsyncSession, places: Collection[Place]) -> None:
    """Forget the way to these places; whoever writes there again shows it anew."""
    theirs = [it.conversation for it in places if it.channel == "teams"]
    if theirs:
        await session.execute(delete(TeamsReference).where(TeamsReference.conversation.in_(theirs)))


async def forget_unused(session: AsyncSession, since: datetime) -> None:
    """Forget the ways that nobody came since then, but those that notices are to go."""
    followed = exists().where(Door.channel == "teams", Door.address == TeamsReference.conversation)
    await session.execute(delete(TeamsReference).where(TeamsReference.kept_at < since, ~followed))
