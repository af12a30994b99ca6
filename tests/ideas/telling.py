"""What is told of ideas, put in words as a worker would."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.ideas.tellers import TELLERS
from bot.notices.notice import Notice
from bot.notices.preparation import Preparation
from bot.notices.prepared import Claim
from bot.notices.tables import Delivery
from knowledge.base import KnowledgeBase


async def notices(
    session: AsyncSession, kb: KnowledgeBase, now: datetime, person: int | None = None
) -> list[Notice | None]:
    """Give all that waits, for one person or everybody, in the order it was written."""

    async def known() -> KnowledgeBase:
        return kb

    wanted = select(Delivery).where(Delivery.state == "planned").order_by(Delivery.id)
    if person is not None:
        wanted = wanted.where(Delivery.person_id == person)
    claims = [_claim(row) for row in await session.scalars(wanted)]
    return list(await Preparation(known, TELLERS).again(session, claims, now))


def _claim(row: Delivery) -> Claim:
    return Claim(
        row.id,
        row.kind,  # type: ignore[arg-type]  # written by us
        row.subject,
        row.lead,
        row.person_id,
        row.because,
        row.channel,
        row.due_at,
        row.useful_until,
        row.told,
        row.attempts,
        repeated=False,
    )
