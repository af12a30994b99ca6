"""People as the desk knows them: found by the door they come through, made at their first wish."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, cast

from sqlalchemy import ColumnElement, bindparam, select, tuple_, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.message import Language, Place
from bot.notices.doors import reopen_door, settle_channel
from bot.notices.hold import hold_guess, hold_owner
from bot.notices.tables import Door, Person


@dataclass(frozen=True, slots=True)
class Profile:
    """What a conversation knows of the one who wishes, kept with the wishes."""

    language: Language
    region: str | None
    municipality: str | None


async def find_person(session: AsyncSession, place: Place) -> int | None:
    """Give the one who talks here, if they ever wished for anything."""
    return await session.scalar(select(Door.person_id).where(*_door_to(place)))


async def comes_through(session: AsyncSession, place: Place) -> int | None:
    """Give the one who talks here, and open the door if it was closed: somebody came through it."""
    door = select(Door.person_id, Door.closed_at).where(*_door_to(place))
    found = (await session.execute(door)).one_or_none()
    if found and found.closed_at:
        await reopen_door(session, place.channel, place.conversation)
    return found and found.person_id


async def known_doors(session: AsyncSession, places: Collection[Place]) -> set[Place]:
    """Give those of the places where somebody talks who ever wished for anything."""
    doors = {"places": [(it.channel, it.conversation) for it in places]}
    connection = await session.connection()
    return {Place(*row) for row in await connection.execute(_KNOWN, doors)}


async def hold_guessed(session: AsyncSession, place: Place) -> int | None:
    """Hold the one who talks here as `hold_person` does, but for the caller to ask once more."""
    return await hold_guess(session, *_door_to(place))


async def hold_person(session: AsyncSession, place: Place) -> int | None:
    """Give the one who talks here, and let nobody else change what is kept of them."""
    return await hold_owner(session, *_door_to(place))


async def make_person(
    session: AsyncSession, place: Place, profile: Profile, at: datetime, *, reachable: bool
) -> int:
    """Make a person with the door to this conversation, which nobody has yet.

    Where no notice can go (a terminal), the door only tells who it is: it stays unconfirmed.
    """
    person = Person(created_at=at, **columns(profile))
    session.add(person)
    await session.flush()
    session.add(
        Door(
            person_id=person.id,
            channel=place.channel,
            address=place.conversation,
            confirmed_at=at if reachable else None,
        )
    )
    await session.flush()
    await settle_channel(session, person.id)
    return person.id


async def read_profile(session: AsyncSession, person: int) -> Profile:
    """Give what `columns` wrote."""
    row = await session.get_one(Person, person)
    return Profile(cast("Language", row.language), row.region, row.municipality)


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


def _door_to(place: Place) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return Door.channel == place.channel, Door.address == place.conversation


_KNOWN: Final = select(Door.channel, Door.address).where(
    tuple_(Door.channel, Door.address).in_(bindparam("places", expanding=True))
)
