"""People as the desk knows them: found by the door they come through, made at their first wish."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any, Final

from sqlalchemy import Select, delete, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession

from bot.message import Language, Place
from bot.notices.doors import settle_channel
from bot.notices.tables import Door, Person
from knowledge.tables import Base


@dataclass(frozen=True, slots=True)
class Profile:
    """What a conversation knows of the one who wishes, kept with the wishes."""

    language: Language
    region: str | None
    municipality: str | None


async def find_person(session: AsyncSession, place: Place) -> int | None:
    """Give the one who talks here, if they ever wished for anything."""
    return await session.scalar(_behind(place))


async def make_person(
    session: AsyncSession, place: Place, profile: Profile, at: datetime, *, reachable: bool
) -> int:
    """Make a person with the door to this conversation, or find who was made in the same moment.

    Where no notice can go (a terminal), the door only tells who it is: it stays unconfirmed.
    """
    person = Person(created_at=at, **columns(profile))
    session.add(person)
    await session.flush()
    door = {
        "person_id": person.id,
        "channel": place.channel,
        "address": place.conversation,
        "confirmed_at": at if reachable else None,
    }
    opened: int | None = await session.scalar(
        insert(session, Door).values(door).on_conflict_do_nothing().returning(Door.person_id)
    )
    if opened is None:
        await session.execute(delete(Person).where(Person.id == person.id))
        return (await session.scalars(_behind(place))).one()
    await settle_channel(session, opened)
    return opened


async def update_person(session: AsyncSession, person: int, values: Mapping[str, Any]) -> None:
    """Change what holds for all notices of a person."""
    await session.execute(update(Person).where(Person.id == person).values(values))


def columns(profile: Profile) -> dict[str, Any]:
    """Give a profile as columns of `Person`."""
    return {
        "language": profile.language,
        "region": profile.region,
        "municipality": profile.municipality,
    }


def insert(session: AsyncSession, table: type[Base]) -> Any:
    """Begin an INSERT that knows ON CONFLICT, which the two databases write the same way."""
    return _INSERT[session.get_bind().dialect.name](table)


def _behind(place: Place) -> Select[int]:
    return select(Door.person_id).where(
        Door.channel == place.channel, Door.address == place.conversation
    )


_INSERT: Final[Mapping[str, Any]] = MappingProxyType(
    {"postgresql": postgresql.insert, "sqlite": sqlite.insert}
)
