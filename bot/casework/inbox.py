"""The ideas that concern one person: by the seats that they hold, and those that they sent."""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.casework.view import standing
from bot.channels.web.inbox import Group, Row
from bot.ideas import lists
from bot.ideas.access import Actor, find_actor, may
from bot.ideas.idea import Idea
from bot.ideas.words.parts import from_place
from bot.message import Language, Place
from bot.notices.calendars import calendar_of
from bot.notices.desk.people import find_person
from bot.speech.speaker import Speaker
from knowledge.base import KnowledgeBase


class SeatInboxes:
    """Reads inboxes from the database."""

    def __init__(
        self,
        sessions: async_sessionmaker[AsyncSession],
        knowledge: Callable[[], Awaitable[KnowledgeBase]],
        now: Callable[[], datetime],
    ) -> None:
        self._sessions = sessions
        self._knowledge = knowledge
        self._now = now

    async def inbox(self, place: Place, language: Language) -> tuple[Group, ...]:
        """Give the ideas in groups, each idea once; groups without any are left out."""
        kb = await self._knowledge()
        say = Speaker(language, calendar_of(kb, None).day(self._now()), kb)
        groups, seen = list[Group](), set[int]()
        async with self._sessions() as session:
            person = await find_person(session, place)
            actor = await find_actor(session, person)
            async for name, ideas in _groups(session, actor):
                new = [it for it in ideas if it.id not in seen and may(kb, actor, "see", it)]
                seen |= {it.id for it in new}
                groups.append(Group(name, tuple(_row(say, actor, it) for it in new)))
        return tuple(it for it in groups if it.rows)


async def _groups(session: AsyncSession, actor: Actor) -> AsyncIterator[tuple[str, Iterable[Idea]]]:
    """Give what waits first; what lies elsewhere in one's municipality or region comes later."""
    if actor.offices:
        yield "unanswered", await lists.of_seats(session, actor.seats, "unanswered")
        yield "mine", await lists.of_seats(session, actor.seats)
        places = {it.municipality for it in actor.seats if it.municipality}
        yield "municipality", await lists.from_municipalities(session, places)
        for region in sorted({it.region for it in actor.offices if it.region}):
            yield "region", await lists.of_region(session, region)
    if actor.person is not None:
        yield "sent", await lists.own(session, actor.person)


def _row(say: Speaker, actor: Actor, idea: Idea) -> Row:
    return Row(
        number=idea.number,
        title=idea.title if may(say.kb, actor, "read", idea) else "",
        place=from_place(say, idea),
        status=standing(say, idea, actor.person),
    )
