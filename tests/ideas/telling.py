"""What is told of ideas, put in words as a worker would."""

from collections.abc import Sequence
from dataclasses import fields
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.ideas.tellers import idea_tellers
from bot.notices.notice import Notice
from bot.notices.preparation import Preparation
from bot.notices.prepared import Claim
from bot.notices.tables import Delivery
from knowledge.base import KnowledgeBase


async def notices(
    session: AsyncSession, kb: KnowledgeBase, now: datetime, person: int | None = None
) -> list[Notice | None]:
    """Give all that waits, for one person or everybody, in the order it was written."""
    wanted = select(Delivery).where(Delivery.state == "planned").order_by(Delivery.id)
    if person is not None:
        wanted = wanted.where(Delivery.person_id == person)
    return await written(session, kb, now, (await session.scalars(wanted)).all())


async def written(
    session: AsyncSession, kb: KnowledgeBase, now: datetime, rows: Sequence[Delivery]
) -> list[Notice | None]:
    """Give some deliveries in words."""

    async def known() -> KnowledgeBase:
        return kb

    claims = [
        Claim(**{field.name: getattr(row, field.name) for field in fields(Claim)}) for row in rows
    ]
    return list(await Preparation(known, idea_tellers()).again(session, claims, now))
