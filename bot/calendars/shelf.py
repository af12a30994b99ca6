"""All calendars that one can ask for, made from the knowledge and the database of the moment."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Sequence
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.calendars.dates import main_date
from bot.calendars.entry import Entry, entry_of
from bot.calendars.feeds import Feed, wished_for
from bot.calendars.file import CalendarFile, calendar_file, feed_file, file_name
from bot.calendars.offers import Offer, offers
from bot.calendars.personal import Owner, owner_of
from bot.calendars.plans import plan_entries
from bot.calendars.stamps import read_stamps
from bot.message import Language
from bot.notices.words.matter import Matter
from bot.plans.work_back import work_back
from bot.speech.speaker import Speaker
from knowledge.base import KnowledgeBase
from knowledge.records.events import Event
from knowledge.records.funding import Call

_HOME: Final = ZoneInfo("Europe/Oslo")
"""Its clock is that of all regions."""


class Calendars:
    """Makes calendars. `language` is the reader's; None where nothing is known of them."""

    def __init__(
        self,
        sessions: async_sessionmaker[AsyncSession],
        knowledge: Callable[[], Awaitable[KnowledgeBase]],
        now: Callable[[], datetime],
    ) -> None:
        """`now` gives aware moments in UTC."""
        self._sessions = sessions
        self._knowledge = knowledge
        self._now = now

    async def call(self, identity: str, language: Language | None) -> CalendarFile | None:
        """Give the file of one call; None where there is none, or it names no day."""
        kb = await self._knowledge()
        return await self._single(kb, kb.calls.get(identity), language)

    async def event(self, identity: str, language: Language | None) -> CalendarFile | None:
        """Give the file of one meeting; None where there is none, or it has no day."""
        kb = await self._knowledge()
        return await self._single(kb, kb.event(identity), language)

    async def plan(
        self, identity: str, municipality: str | None, language: Language | None
    ) -> CalendarFile | None:
        """Give the plan towards a call or scheme; None where there is none that has days."""
        kb, now = await self._knowledge(), self._now()
        place = kb.municipalities.get(municipality or "")
        say = self._speaker(kb, language, place.region if place else None)
        plan = work_back(kb, identity, say.today, place)
        entries = tuple(plan_entries(say, plan, now)) if plan else ()
        return (
            calendar_file(file_name("plan", identity), say.language, entries) if entries else None
        )

    async def feed(self, feed: Feed, language: Language | None) -> CalendarFile | None:
        """Give a feed; None where there is nothing of that id."""
        kb = await self._knowledge()
        if not feed.exists(kb):
            return None
        say = self._speaker(kb, language, feed.home(kb))
        entries = await self._entries(say, feed.matters(kb, self._now()))
        return await _written(file_name(feed.kind, feed.subject), feed.title(say), say, entries)

    async def mine(self, secret: str, language: Language | None) -> CalendarFile | None:
        """Give what the owner of a secret address follows; None where it opens nothing."""
        kb, owner = await self._knowledge(), await self._owner(secret)
        if owner is None:
            return None
        say = self._speaker(kb, language or owner.language, owner.region)
        entries = await self._entries(say, wished_for(kb, self._now(), owner))
        return await _written("idelos.ics", say.text("calendar.mine"), say, entries)

    async def opens(self, secret: str) -> bool:
        """Tell whether a secret address opens anything."""
        return await self._owner(secret) is not None

    async def offers(self, region: str | None, language: Language) -> tuple[Offer, ...]:
        """Give the feeds that one can choose among."""
        return tuple(offers(self._speaker(await self._knowledge(), language, None), region))

    async def _owner(self, secret: str) -> Owner | None:
        async with self._sessions() as session:
            return await owner_of(session, secret)

    async def _single(
        self, kb: KnowledgeBase, record: Call | Event | None, language: Language | None
    ) -> CalendarFile | None:
        matter = main_date(kb, record) if record else None
        if record is None or matter is None:
            return None
        home = record.region if isinstance(record, Event) else None
        say = self._speaker(kb, language, home)
        entries = await self._entries(say, (matter,))
        return calendar_file(file_name(record.id), say.language, entries)

    async def _entries(self, say: Speaker, matters: Iterable[Matter]) -> tuple[Entry, ...]:
        found = tuple(matters)
        async with self._sessions() as session:
            stamps = await read_stamps(session, found)
        return tuple(entry_of(say, matter, stamps.of(matter)) for matter in found)

    def _speaker(self, kb: KnowledgeBase, language: Language | None, home: str | None) -> Speaker:
        """Speak the reader's language, else that of the region that it is about."""
        region = kb.regions.get(home or "")
        spoken = language or (region.language if region else "nb")
        return Speaker(spoken, self._now().astimezone(_HOME).date(), kb)


async def _written(name: str, title: str, say: Speaker, entries: Sequence[Entry]) -> CalendarFile:
    """Write a feed beside the event loop: a millisecond an entry, and others wait for answers."""
    return await asyncio.to_thread(feed_file, name, title, say.language, entries)
