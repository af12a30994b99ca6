"""The desk: everything that one conversation may ask about notices, in the turn's transaction."""

from collections.abc import Collection, Iterable
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.message import Place
from bot.notices.desk.people import (
    Profile,
    columns,
    find_person,
    make_person,
    update_person,
)
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


class Desk:
    """Serves one conversation at one moment. Nothing is kept until its session is committed.

    `carriers` are the channels that notices can go through in this installation.
    """

    def __init__(
        self,
        session: AsyncSession,
        place: Place,
        at: datetime,
        carriers: Collection[str],
        person: int | None = None,
    ) -> None:
        """`person` is given where it is known otherwise than by the place: a signed link."""
        self._session = session
        self._place = place
        self._at = at
        self._carriers = frozenset(carriers)
        self._person = person

    async def channel(self) -> str | None:
        """Give the channel that notices go through, or would; None where none can."""
        person = await self._known()
        if person is None:
            return self._place.channel if self._place.channel in self._carriers else None
        return await self._session.scalar(select(Person.channel).where(Person.id == person))

    @property
    def can_mail(self) -> bool:
        """Whether letters can be sent from here at all."""
        return "email" in self._carriers

    async def follows(self) -> tuple[Wish, ...]:
        """Give what is followed and what is muted, in the order it was asked for."""
        person = await self._known()
        return await read_wishes(self._session, person) if person else ()

    async def follow(self, wishes: Iterable[Wish], profile: Profile) -> tuple[Before, ...]:
        """Follow things, or mute them; give what was before, for `restore`."""
        person = await self._made(profile)
        return await write_wishes(self._session, person, wishes, self._at)

    async def stop(self, wishes: Collection[Wish], records: Collection[str]) -> tuple[Before, ...]:
        """Follow these no more. What waits because of them, or is about `records` (``call:…``,
        ``event:…``), is not sent."""
        person = await self._known()
        if person is None:
            return ()
        await drop_waiting(self._session, person, [it.key for it in wishes], records)
        return await drop_wishes(self._session, person, wishes)

    async def restore(self, before: Collection[Before]) -> bool:
        """Take a change back; tell whether there was anything to take back."""
        person = await self._known()
        if person is None or not before:
            return False
        await restore_wishes(self._session, person, before, self._at)
        return True

    async def keep_up(self, profile: Profile) -> None:
        """Let notices follow the language and place of the conversation."""
        person = await self._known()
        if person:
            await update_person(self._session, person, columns(profile))

    async def _known(self) -> int | None:
        if self._person is None:
            self._person = await find_person(self._session, self._place)
        return self._person

    async def _made(self, profile: Profile) -> int:
        """Give the person, made now if this is the first wish."""
        person = await self._known()
        if person is None:
            reachable = self._place.channel in self._carriers
            person = await make_person(
                self._session, self._place, profile, self._at, reachable=reachable
            )
            self._person = person
        return person
