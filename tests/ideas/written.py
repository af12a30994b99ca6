"""What a delivery of the relay says, prepared as the dispatcher would have it."""

from dataclasses import fields

from sqlalchemy.ext.asyncio import AsyncSession

from bot.notices.notice import Notice
from bot.notices.preparation import Preparation
from bot.notices.prepared import Claim, Ready
from bot.notices.tables import Delivery
from bot.notices.teller import Teller
from knowledge.base import KnowledgeBase
from knowledge.packs import load_packs
from tests.ideas.people import MONDAY

KB = KnowledgeBase(load_packs().records)


async def written(session: AsyncSession, row: Delivery, teller: Teller) -> Notice:
    """Give the notice of one delivery that goes out."""
    claim = Claim(**{field.name: getattr(row, field.name) for field in fields(Claim)})

    async def knowledge() -> KnowledgeBase:
        return KB

    (ready,) = await Preparation(knowledge, (teller,))(session, (claim,), MONDAY)
    assert isinstance(ready, Ready)
    return ready.notice
