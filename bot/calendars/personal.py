"""Whose calendar a secret address opens, and what they follow."""

from dataclasses import dataclass
from typing import cast

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.message import Language
from bot.notices.desk.keeping import calendar_hash
from bot.notices.desk.wishes import Wish, read_wishes
from bot.notices.tables import Person, PersonalCalendar


@dataclass(frozen=True, slots=True)
class Owner:
    """Somebody with a calendar of their own."""

    language: Language
    region: str | None
    municipality: str | None
    wishes: tuple[Wish, ...]


async def owner_of(session: AsyncSession, secret: str) -> Owner | None:
    """Find whose calendar it is; None for a secret that never was, or is revoked."""
    person = await session.scalar(
        select(Person)
        .join(PersonalCalendar, PersonalCalendar.person_id == Person.id)
        .where(PersonalCalendar.secret_hash == calendar_hash(secret))
    )
    if person is None:
        return None
    wishes = await read_wishes(session, person.id)
    language = cast("Language", person.language)
    return Owner(language, person.region, person.municipality, wishes)
