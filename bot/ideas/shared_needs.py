"""The ideas that others with a like need may see: kept in memory, as the database has them."""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.ideas.idea import Idea
from bot.ideas.ledger import read_all
from bot.ideas.likeness import LikeNeeds, Need
from bot.ideas.tables import StoredIdea

_OVERLAP: Final = timedelta(minutes=10)
"""What was committed later than it happened is found at the next look."""
_SPARE: Final = 10
"""More are looked for than are shown, since some may have gone meanwhile."""


class SharedNeeds:
    """Finds like needs for one process; brought up to date whenever it is asked."""

    def __init__(self) -> None:
        self._needs = LikeNeeds()
        self._since: datetime | None = None

    async def like(self, session: AsyncSession, idea: Idea, limit: int = 3) -> tuple[Idea, ...]:
        """Give the shared ideas most like one, the most alike first; never those of the same
        person."""
        await self._catch_up(session)
        found = self._needs.like(_need(idea), limit + _SPARE)
        places = {it.id: place for place, it in enumerate(found)}
        ideas = [it for it in await read_all(session, places) if _may_be_shown(it, to=idea)]
        return tuple(sorted(ideas, key=lambda it: places[it.id])[:limit])

    async def _catch_up(self, session: AsyncSession) -> None:
        changed = select(StoredIdea.id, StoredIdea.changed_at).order_by(StoredIdea.changed_at)
        if self._since is None:
            changed = changed.where(StoredIdea.shown.is_(True))
        else:
            changed = changed.where(StoredIdea.changed_at >= self._since - _OVERLAP)
        rows = (await session.execute(changed)).all()
        if not rows:
            return
        for idea in await read_all(session, [row.id for row in rows]):
            if idea.life.shared:
                self._needs.add(_need(idea))
            else:
                self._needs.remove(idea.id)
        self._since = rows[-1].changed_at


def _need(idea: Idea) -> Need:
    words = f"{idea.title} {idea.life.text}"
    return Need(idea.id, words, idea.themes, idea.municipality)


def _may_be_shown(idea: Idea, *, to: Idea) -> bool:
    same = idea.submitter is not None and idea.submitter == to.submitter
    return idea.life.shared and not idea.life.withdrawn and not same
