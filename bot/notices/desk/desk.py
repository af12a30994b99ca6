"""The desk: everything that one conversation may ask about notices, in the turn's transaction."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.message import Place
from bot.notices.desk.ahead import Later, take_back, write_later
from bot.notices.desk.keeping import (
    Kept,
    Way,
    forget_person,
    new_calendar,
    read_kept,
    read_ways,
    revoke_calendar,
)
from bot.notices.desk.letters import Asked, Tried, send_code, try_code
from bot.notices.desk.log import Entry, read_ahead, read_letters, read_log, read_told
from bot.notices.desk.people import (
    Profile,
    columns,
    hold_person,
    make_person,
    read_profile,
    update_person,
)
from bot.notices.desk.preferences import Preferences, read_preferences, write_preferences
from bot.notices.desk.wishes import (
    Before,
    Wish,
    drop_waiting,
    drop_wishes,
    read_wishes,
    restore_wishes,
    write_wishes,
)
from bot.notices.tables import Person
from bot.notices.vocabulary import NoticeKind

NOT_ASKED: Final = 0
"""Nobody's number: who it is will be looked up."""


class MoreThanAskedError(Exception):
    """A desk without a session was asked for what it would have to look up or keep."""


class Desk:
    """Serves one conversation at one moment. Nothing is kept until its session is committed.

    `carriers` are the channels that notices can go through in this installation. Without a session
    it serves somebody unknown, of whom there is nothing to look up; what has to be kept raises
    `MoreThanAskedError`.
    """

    def __init__(
        self,
        session: AsyncSession | None,
        place: Place,
        at: datetime,
        carriers: Collection[str],
        person: int | None = NOT_ASKED,
    ) -> None:
        """`person` is who wishes, where that was asked, and held already; None for nobody."""
        self._session = session
        self._place = place
        self._at = at
        self._carriers = frozenset(carriers)
        self._person = person

    @property
    def session(self) -> AsyncSession:
        """That of the turn; others that keep something in the same turn write through it too."""
        if self._session is None:
            raise MoreThanAskedError
        return self._session

    async def channel(self) -> str | None:
        """Give the channel that notices go through, or would; None where none can."""
        person = await self.known()
        if person is None:
            return self._place.channel if self._place.channel in self._carriers else None
        return await self.session.scalar(select(Person.channel).where(Person.id == person))

    @property
    def can_mail(self) -> bool:
        """Whether letters can be sent from here at all."""
        return "email" in self._carriers

    async def follows(self) -> tuple[Wish, ...]:
        """Give what is followed and what is muted, in the order it was asked for."""
        person = await self.known()
        return await read_wishes(self.session, person) if person else ()

    async def follow(self, wishes: Iterable[Wish], profile: Profile) -> tuple[Before, ...]:
        """Follow things, or mute them; give what was before, for `restore`."""
        person = await self.made(profile)
        return await write_wishes(self.session, person, wishes, self._at)

    async def stop(self, wishes: Collection[Wish], records: Collection[str]) -> tuple[Before, ...]:
        """Follow these no more. What waits because of them, or is about `records` (``call:…``,
        ``event:…``), is not sent."""
        person = await self.known()
        if person is None:
            return ()
        await drop_waiting(self.session, person, [it.key for it in wishes], records)
        return await drop_wishes(self.session, person, wishes)

    async def restore(self, before: Collection[Before]) -> bool:
        """Take a change back; tell whether there was anything to take back."""
        person = await self.known()
        if person is None or not before:
            return False
        await restore_wishes(self.session, person, before, self._at)
        return True

    async def preferences(self) -> Preferences | None:
        """Give how the person wants to be told; None of one who wished for nothing yet."""
        person = await self.known()
        return await read_preferences(self.session, person) if person else None

    async def prefer(self, profile: Profile, **changes: Any) -> Preferences:
        """Change how the person wants to be told (fields of `Preferences`); give what was."""
        person = await self.made(profile)
        before = await read_preferences(self.session, person)
        if before is None:
            raise LookupError("the person has just been made")
        await write_preferences(self.session, person, replace(before, **changes))
        return before

    async def ways(self) -> tuple[Way, ...]:
        """Give all ways to reach the person."""
        person = await self.known()
        return await read_ways(self.session, person) if person else ()

    async def send_code(self, address: str, profile: Profile) -> Asked:
        """Send a code to an e-mail address, and say nothing of whether it was known."""
        person = await self.made(profile)
        return await send_code(self.session, person, address, self._at)

    async def try_code(self, digits: str) -> Tried:
        """Confirm the address that a code was asked for last."""
        person = await self.known()
        if person is None:
            return "none"
        tried = await try_code(self.session, person, digits, self._at)
        self._person = NOT_ASKED  # may have turned out to be somebody who was known before
        return tried

    async def log(self, limit: int) -> tuple[Entry, ...]:
        """Give the latest of what was sent, and of what was not, newest first."""
        person = await self.known()
        return await read_log(self.session, person, limit) if person else ()

    async def letters(self, limit: int) -> tuple[Entry, ...]:
        """Give the latest weekly letters, the silent ones too, newest first."""
        person = await self.known()
        return await read_letters(self.session, person, limit) if person else ()

    async def ahead(self) -> tuple[Entry, ...]:
        """Give what the person asked for by day, nearest first."""
        person = await self.known()
        return await read_ahead(self.session, person) if person else ()

    async def told(self, delivery: int | None = None) -> Entry | None:
        """Give one of the person's own deliveries by id, or the latest that was about a date."""
        person = await self.known()
        return await read_told(self.session, person, delivery) if person else None

    async def tell_later(self, notices: Iterable[Later], profile: Profile) -> tuple[int, ...]:
        """Plan notices for moments that the person chose; give their ids."""
        return await write_later(self.session, await self.made(profile), notices)

    async def take_back(self, kind: NoticeKind, subject: str) -> bool:
        """Send none of what waits of a kind about a subject; tell whether anything did."""
        person = await self.known()
        return bool(person and await take_back(self.session, person, kind, subject))

    async def new_calendar(self, profile: Profile) -> str:
        """Make the secret of the personal calendar, in place of any before."""
        return await new_calendar(self.session, await self.made(profile), self._at)

    async def revoke_calendar(self) -> bool:
        """Let the personal calendar open nothing more; tell whether there was one."""
        person = await self.known()
        return bool(person and await revoke_calendar(self.session, person))

    async def kept(self) -> Kept | None:
        """Give all that is kept of the person."""
        person = await self.known()
        return await read_kept(self.session, person) if person else None

    async def forget(self) -> tuple[Place, ...]:
        """Erase the person; give every place where they could be met."""
        person, self._person = await self.known(), None
        return await forget_person(self.session, person) if person else ()

    async def keep_up(self, profile: Profile) -> None:
        """Let notices follow the language and place of the conversation."""
        person = await self.known()
        if person:
            await update_person(self.session, person, columns(profile))

    async def known(self) -> int | None:
        """Give the person who talks here, if they ever wished for anything."""
        if self._person == NOT_ASKED:
            self._person = await hold_person(self.session, self._place)
        return self._person

    async def profile(self) -> Profile | None:
        """Give the language and place of the person, as the conversation last told them."""
        person = await self.known()
        return await read_profile(self.session, person) if person else None

    async def made(self, profile: Profile) -> int:
        """Give the person, made now if this is the first wish."""
        person = await self.known() or await hold_person(self.session, self._place)
        if person is None:
            reachable = self._place.channel in self._carriers
            person = await make_person(
                self.session, self._place, profile, self._at, reachable=reachable
            )
        self._person = person
        return person
