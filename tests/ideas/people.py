"""People of the relay, made without a conversation."""

from datetime import UTC, datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.ideas.draft import Draft
from bot.ideas.seat import Seat
from bot.ideas.tables import Office
from bot.message import Place
from bot.notices.desk.people import Profile, make_person

MONDAY = datetime(2026, 11, 23, 9, tzinfo=UTC)
NAMSOS = Seat("foui-kontakt", "namsos")
STEINKJER = Seat("foui-kontakt", "steinkjer")
SECRETARIAT = Seat("sekretariatet-distriktforsk")
SENSORS = Draft(
    "Vi i hjemmetjenesten i Namsos vil teste sensorer",
    region="trondelag",
    municipality="namsos",
    themes=("health_care",),
    needs=("innovation",),
    wish="advice",
)


async def somebody(session: AsyncSession, name: str, municipality: str | None = "namsos") -> int:
    """Make a person who talks in a web conversation of that name."""
    profile = Profile("nb", "trondelag", municipality)
    return await make_person(session, Place("web", name), profile, MONDAY, reachable=True)


async def holder(session: AsyncSession, name: str, seat: Seat) -> int:
    """Make a person who proved to hold a seat."""
    person = await somebody(session, name)
    session.add(
        Office(
            person_id=person,
            role="contact",
            seat=seat.key,
            region="trondelag",
            proof="code",
            since=MONDAY,
        )
    )
    await session.flush()
    return person
