"""Who takes part in a world, and what they have done before it is walked."""

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Final

from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.conversation.names import understanding_names
from bot.demo.samples import with_samples
from bot.ideas.draft import Draft
from bot.ideas.offices import accept_invitation, invite, post_of
from bot.ideas.relay import Relay
from bot.ideas.seat import Seat
from bot.ideas.telling import write_delivery
from bot.message import Language, Place
from bot.notices.desk import Profile
from bot.notices.desk.people import make_person
from bot.notices.tables import Door
from intents.understand import Engine, load
from knowledge.base import KnowledgeBase
from knowledge.packs import load_packs
from tests.channels.thing import HOSTILE

Sessions = async_sessionmaker[AsyncSession]

MONDAY: Final = datetime(2026, 11, 23, 9, tzinfo=UTC)
CARRIERS: Final = ("web", "slack", "teams", "telegram", "email")
ASKER, OTHER, HOLDER, STRANGER = "asker", "other", "holder", "stranger"
PEOPLE: Final = (ASKER, OTHER, HOLDER, STRANGER)
"""Who asks; who has sent a like need; who receives both; who says nothing of themselves."""
_CALL: Final = "call:demo-soon-distriktforsk"


@cache
def knowledge() -> KnowledgeBase:
    """Give the shipped knowledge, with sample dates ahead."""
    return KnowledgeBase(with_samples(load_packs(), MONDAY.date()).records)


@cache
def engine() -> Engine:
    """Give the understanding that goes with it."""
    return load(understanding_names(knowledge()))


@dataclass(frozen=True, slots=True)
class Who:
    """One who takes turns: by the door of a conversation, or known by a signed link."""

    place: Place
    person: int | None = None


@dataclass(frozen=True, slots=True)
class Cast:
    """The people of one region who speak one language, each with a conversation."""

    language: Language
    region: str
    municipality: str
    seats: tuple[str, ...]
    """Those of the one who receives."""

    def who(self, name: str) -> Who:
        """Give one of them. Each region meets the bot in another channel."""
        channel = {"trondelag": "web", "norrbotten": "slack"}.get(self.region, "teams")
        return Who(Place(channel, f"{name} {self.language}"))

    async def enter(self, sessions: Sessions) -> None:
        """Make those who are known from the start, and let one of them have sent an idea."""
        async with sessions.begin() as session:
            await self._person(session, ASKER)
            await self._take_seats(session, await self._person(session, HOLDER))
            await self._send_like_need(session, await self._person(session, OTHER))

    async def _person(self, session: AsyncSession, name: str) -> int:
        """Make one who can be written to."""
        profile = Profile(self.language, self.region, None)
        person = await make_person(session, self.who(name).place, profile, MONDAY, reachable=True)
        mail = {"channel": "email", "address": f"{name}@example.org", "confirmed_at": MONDAY}
        session.add(Door(person_id=person, **mail))
        await session.flush()
        return person

    async def _take_seats(self, session: AsyncSession, person: int) -> None:
        for seat in self.seats:
            invitation = await invite(session, post_of(knowledge(), Seat.read(seat)), MONDAY)
            await accept_invitation(session, person, invitation, MONDAY)

    async def _send_like_need(self, session: AsyncSession, person: int) -> None:
        """Send an idea that others may see, and let a call have opened that may pay for it."""
        need = Draft(
            f"Sensorer i hjemmetjenesten {HOSTILE}",
            region=self.region,
            municipality=self.municipality,
            themes=("health_care", "digitalisation"),
            needs=("innovation",),
            wish="advice",
            shared=True,
        )
        sent = await Relay(session, knowledge(), person, MONDAY).send(need, self.language, "like")
        because = f"idea:{sent.idea.id}"
        await write_delivery(session, "echo", _CALL, "", person=person, because=because, at=MONDAY)
