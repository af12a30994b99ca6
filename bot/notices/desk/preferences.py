"""How somebody wants to be told: where, at which hours and days, how many at most."""

from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.notices.desk.people import update_person
from bot.notices.doors import settle_channel
from bot.notices.tables import Person


@dataclass(frozen=True, slots=True)
class Preferences:
    """As in `Person`; minutes are of the local day."""

    wanted_channel: str | None
    quiet_from: int
    quiet_to: int
    quiet_until: datetime | None
    working_days_only: bool
    daily_limit: int


async def read_preferences(session: AsyncSession, person: int) -> Preferences | None:
    """Give what somebody prefers."""
    columns = [getattr(Person, name) for name in Preferences.__slots__]
    row = (await session.execute(select(*columns).where(Person.id == person))).one_or_none()
    return Preferences(*row) if row else None


async def write_preferences(
    session: AsyncSession, person: int, preferences: Preferences
) -> str | None:
    """Keep what somebody prefers; give the channel that notices go through now."""
    await update_person(session, person, asdict(preferences))
    return await settle_channel(session, person)
