"""People with doors, and deliveries to them, for tests that need some."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.notices.tables import Delivery, Door, Person
from bot.notices.vocabulary import PRIORITY, NoticeKind

NOON = datetime(2027, 1, 15, 12, tzinfo=UTC)
"""A Friday in winter: no quiet hours, no summer time."""

_subjects = count(1)


async def make_person(session: AsyncSession, *channels: str, **values: Any) -> int:
    """Make a person with one confirmed door in each channel, opened in that order."""
    person = Person(language="nb", created_at=NOON, channel=channels[0] if channels else None)
    for name, value in values.items():
        setattr(person, name, value)
    session.add(person)
    await session.flush()
    for number, channel in enumerate(channels):
        opened = NOON + timedelta(minutes=number)
        address = f"{channel}-{person.id}"
        session.add(
            Door(person_id=person.id, channel=channel, address=address, confirmed_at=opened)
        )
    await session.flush()
    return person.id


def delivery(
    person: int, channel: str | None, kind: NoticeKind = "reminder", **values: Any
) -> dict:
    """Give the row of a planned delivery, each about a call of its own."""
    return {
        "kind": kind,
        "subject": f"call:{next(_subjects)}",
        "lead": "ONE_WEEK",
        "person_id": person,
        "because": "everything:",
        "channel": channel,
        "priority": PRIORITY[kind],
        "due_at": NOON,
        "try_at": NOON,
        "repeated": False,
        "attempts": 0,
        "state": "planned",
    } | values


async def plan(session: AsyncSession, rows: Sequence[dict[str, Any]]) -> list[int]:
    """Write deliveries, and give their ids in the order of the rows."""
    found = await session.scalars(
        insert(Delivery).returning(Delivery.id, sort_by_parameter_order=True), rows
    )
    return list(found)


async def planned(
    sessions: async_sessionmaker[AsyncSession], number: int, *channels: str, **values: Any
) -> list[int]:
    """Plan so many deliveries, each to a person of its own."""
    async with sessions() as session:
        doors = channels or ("slack",)
        people = [await make_person(session, *doors) for _ in range(number)]
        ids = await plan(session, [delivery(it, doors[0], **values) for it in people])
        await session.commit()
    return ids
