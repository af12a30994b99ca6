"""Taking a person out of the ideas that they sent, and out of their offices; ideas go on."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.ideas import ledger
from bot.ideas.relay import RefusedStepError, Relay
from bot.ideas.step import Step
from bot.ideas.succession import end_office
from bot.ideas.tables import Office, StoredIdea
from knowledge.base import KnowledgeBase


async def take_out(session: AsyncSession, kb: KnowledgeBase, person: int, at: datetime) -> int:
    """Anonymise all that somebody sent, so that no secret link opens it any more; give how many.

    What lies with an office of theirs goes to the deputy, the mailbox or the next in line. To be
    called before the person is deleted. The words stay with whoever has the idea.
    """
    await _hold_all(session, person)
    for office in await _offices(session, person):
        await end_office(session, kb, office.id, at, by=person)
    relay = Relay(session, kb, person, at)
    own = await _own(session, person)
    for idea in own:
        with suppress(RefusedStepError):  # gone by itself in the same moment
            await relay.take(idea, Step("anonymised", "submitter", at, "anonymised"))
    return len(own)


async def _hold_all(session: AsyncSession, person: int) -> None:
    """Hold what is going to change in the order of ids, so that nobody waits in a circle."""
    seats = [office.seat for office in await _offices(session, person) if office.seat]
    concerned = or_(StoredIdea.person_id == person, StoredIdea.holder.in_(seats))
    wanted = select(StoredIdea.id).where(concerned).order_by(StoredIdea.id)
    for idea in (await session.scalars(wanted)).all():
        await ledger.hold(session, idea)


async def _offices(session: AsyncSession, person: int) -> Sequence[Office]:
    """Give the offices that they proved to hold; a mailbox has its own for as long as it is."""
    wanted = (Office.person_id == person, Office.until.is_(None), Office.proof != "mailbox")
    return (await session.scalars(select(Office).where(*wanted).order_by(Office.id))).all()


async def _own(session: AsyncSession, person: int) -> Sequence[int]:
    own = select(StoredIdea.id).where(StoredIdea.person_id == person).order_by(StoredIdea.id)
    return (await session.scalars(own)).all()
