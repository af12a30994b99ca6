"""Taking a person out of the ideas that they sent; what was sent goes on without them."""

from contextlib import suppress
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.ideas.relay import RefusedStepError, Relay
from bot.ideas.step import Step
from bot.ideas.tables import StoredIdea
from knowledge.base import KnowledgeBase


async def take_out(session: AsyncSession, kb: KnowledgeBase, person: int, at: datetime) -> int:
    """Anonymise all that somebody sent, so that no secret link opens it any more; give how many.

    To be called before the person is deleted. The words stay with whoever has the idea. Ideas are
    held in the order of their ids, so that nobody waits in a circle.
    """
    own = select(StoredIdea.id).where(StoredIdea.person_id == person).order_by(StoredIdea.id)
    ideas = (await session.scalars(own)).all()
    relay = Relay(session, kb, person, at)
    for idea in ideas:
        with suppress(RefusedStepError):  # gone by itself in the same moment
            await relay.take(idea, Step("anonymised", "submitter", at, "anonymised"))
    return len(ideas)
