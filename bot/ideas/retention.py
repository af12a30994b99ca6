"""What becomes of ideas some time after they ended: archived and deleted, or anonymised."""

import asyncio
from datetime import datetime
from pathlib import Path
from typing import Final, TypeAlias

from sqlalchemy import ColumnElement, delete, exists, or_, select
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.faults import report
from bot.ideas import archive, ledger
from bot.ideas.relay import Relay
from bot.ideas.step import Step
from bot.ideas.tables import Office, StoredIdea
from bot.notices.tables import Person
from knowledge.base import KnowledgeBase

Sessions: TypeAlias = async_sessionmaker[AsyncSession]

NEEDED: Final[ColumnElement[bool]] = or_(
    exists(select(StoredIdea.id).where(StoredIdea.person_id == Person.id)),
    exists(select(Office.id).where(Office.person_id == Person.id, Office.until.is_(None))),
)
"""Who has an idea under way or holds an office is kept, also when they have not come by."""


async def let_go_of_ended(
    sessions: Sessions, kb: KnowledgeBase, ended_before: datetime, now: datetime, to: Path | None
) -> int:
    """Write ideas that ended before then to the archive in folder `to`, and delete them.

    Without an archive they are only anonymised: what municipalities were sent is not destroyed
    before it is kept elsewhere. Each is a transaction of its own. Gives how many were let go.
    """
    gone = 0
    for idea in await _ended(sessions, ended_before, anonymous_too=to is not None):
        try:
            async with sessions.begin() as session:
                gone += await _let_go(session, kb, idea, now, to)
        except Exception as fault:
            report(fault, f"retention of idea {idea}")
    return gone


async def _ended(sessions: Sessions, before: datetime, *, anonymous_too: bool) -> list[int]:
    wanted = select(StoredIdea.id).where(StoredIdea.ended_at < before).order_by(StoredIdea.id)
    if not anonymous_too:
        wanted = wanted.where(StoredIdea.person_id.is_not(None))
    async with sessions() as session:
        return list(await session.scalars(wanted))


async def _let_go(
    session: AsyncSession, kb: KnowledgeBase, number: int, now: datetime, to: Path | None
) -> bool:
    idea = await ledger.hold(session, number)
    if idea is None or (to is None and idea.life.anonymous):  # somebody was quicker
        return False
    if to is None:
        step = Step("anonymised", "clock", now, f"clock:{idea.life.version}")
        await Relay(session, kb, None, now).tick(idea, step)
        return True
    files = await archive.gather(session, kb, [number])
    await asyncio.to_thread(archive.write, to, files)
    await session.execute(delete(StoredIdea).where(StoredIdea.id == number))
    return True
