"""Invitations to offices, as the web shows and accepts them."""

from collections.abc import Awaitable, Callable, Collection
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.ideas.offices import Post, accept_invitation, find_invitation
from bot.ideas.words.office import office_name
from bot.message import Language, Place
from bot.notices.calendars import calendar_of
from bot.notices.desk import Desk, Profile
from bot.speech.sentences import capital
from bot.speech.speaker import Speaker
from knowledge.base import KnowledgeBase


class StoredInvitations:
    """Reads invitations from the database. `carriers` are as of the conversations."""

    def __init__(
        self,
        sessions: async_sessionmaker[AsyncSession],
        knowledge: Callable[[], Awaitable[KnowledgeBase]],
        carriers: Collection[str],
        now: Callable[[], datetime],
    ) -> None:
        self._sessions = sessions
        self._knowledge = knowledge
        self._carriers = carriers
        self._now = now

    async def office(self, secret: str, language: Language) -> str | None:
        """Name the office; None for an invitation that is used, old or not ours."""
        async with self._sessions() as session:
            post = await find_invitation(session, secret, self._now())
        return await self._name(post, language) if post else None

    async def accept(self, secret: str, place: Place, language: Language) -> str | None:
        """Make the one who talks here the holder, and name the office; None as `office` does."""
        now = self._now()
        async with self._sessions() as session:
            post = await find_invitation(session, secret, now)
        if post is None:
            return None
        async with self._sessions() as session:
            desk = Desk(session, place, now, self._carriers)
            person = await desk.made(_profile(post, language))
            post = await accept_invitation(session, person, secret, now)
            if post:
                await session.commit()
        return await self._name(post, language) if post else None

    async def _name(self, post: Post, language: Language) -> str:
        kb = await self._knowledge()
        say = Speaker(language, calendar_of(kb, post.region).day(self._now()), kb)
        return capital(office_name(say, post))


def _profile(post: Post, language: Language) -> Profile:
    return Profile(language, post.region, post.seat.municipality if post.seat else None)
