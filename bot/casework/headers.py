"""What may be shown of an idea where somebody put a link to it: which, from where, how far."""

from collections.abc import Awaitable, Callable
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.casework.view import standing
from bot.ideas import ledger
from bot.ideas.access import find_actor, may
from bot.ideas.words.parts import from_place
from bot.message import Card, Language, Place
from bot.notices.calendars import calendar_of
from bot.notices.desk.people import find_person
from bot.speech.lines import plain_line
from bot.speech.speaker import Speaker
from knowledge.base import KnowledgeBase


class Headers:
    """Reads the headers of ideas from the database."""

    def __init__(
        self,
        sessions: async_sessionmaker[AsyncSession],
        knowledge: Callable[[], Awaitable[KnowledgeBase]],
        now: Callable[[], datetime],
    ) -> None:
        self._sessions = sessions
        self._knowledge = knowledge
        self._now = now

    async def header(self, place: Place, number: str, language: Language) -> Card | None:
        """Give the header of an idea, without a word of it; None for one who may not see it.

        Others than the one who asks will read it: it says the same whoever that is.
        """
        kb = await self._knowledge()
        async with self._sessions() as session:
            actor = await find_actor(session, await find_person(session, place))
            idea = await ledger.find(session, number)
        if idea is None or not may(kb, actor, "see", idea):
            return None
        say = Speaker(language, calendar_of(kb, idea.region).day(self._now()), kb)
        where = plain_line(from_place(say, idea))
        return Card("list", idea.number, (where, standing(say, idea, None)))
