"""What visitors of the page have not seen is shown once, in the order it came."""

import asyncio
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.message import Line, Place, Reply, Segment
from bot.notices.notice import Notice
from bot.notices.prepared import Claim
from bot.notices.shown import Shown
from bot.notices.tables import Delivery, Door
from tests.notices.people import NOON, delivery, make_person, plan

LATER = NOON + timedelta(hours=1)


async def write(_: AsyncSession, rows: Sequence[Claim], __: datetime) -> Sequence[Notice | None]:
    """Say the subject of each; there is nothing left to say of what was silent."""
    return [
        None
        if row.subject == "call:gone"
        else Notice("", Reply("nb", (Line((Segment(row.subject),)),)))
        for row in rows
    ]


def place(person: int, channel: str = "web") -> Place:
    return Place(channel, f"{channel}-{person}")


async def said(shown: Shown, person: int) -> list[str]:
    return [reply.plain for reply in await shown.unseen(place(person))]


async def test_what_was_sent_is_shown_once_and_marked(
    sessions: async_sessionmaker[AsyncSession],
) -> None:
    shown = Shown(sessions, write, lambda: LATER)
    async with sessions() as session:
        person, other = await make_person(session, "web"), await make_person(session, "web")
        sent = {"state": "sent", "sent_at": NOON}
        await plan(
            session,
            [
                delivery(person, "web", subject="call:second")
                | {"state": "sent", "sent_at": NOON + timedelta(minutes=1)},
                delivery(person, "web", subject="call:first") | sent,
                delivery(person, "web", subject="call:gone") | sent,
                delivery(person, "web", subject="call:waiting"),
                delivery(person, "email", subject="call:letter") | sent,
                delivery(other, "web", subject="call:other") | sent,
            ],
        )
        await session.commit()
    assert await said(shown, person) == ["call:first", "call:second"]
    assert await said(shown, person) == []
    assert await said(shown, other) == ["call:other"]
    async with sessions() as session:
        seen = await session.scalars(
            select(Delivery.subject).where(Delivery.seen_at == LATER, Delivery.person_id == person)
        )
        assert set(seen) == {"call:first", "call:second", "call:gone"}


async def test_only_an_open_door_shows_anything(
    sessions: async_sessionmaker[AsyncSession],
) -> None:
    shown = Shown(sessions, write, lambda: LATER)
    async with sessions() as session:
        person = await make_person(session, "web", "email")
        await plan(session, [delivery(person, "web") | {"state": "sent", "sent_at": NOON}])
        await session.commit()
    assert await shown.follows(place(person))
    assert not await shown.follows(Place("web", "nobody"))
    async with sessions() as session:
        await session.execute(update(Door).values(closed_at=NOON))
        await session.commit()
    assert not await shown.follows(place(person))
    assert await said(shown, person) == []


async def test_a_visit_is_noted_once_a_day(sessions: async_sessionmaker[AsyncSession]) -> None:
    """So that a visitor who never comes back can be forgotten."""
    async with sessions() as session:
        person = await make_person(session, "web")
        await session.commit()
    for hours, noted in ((23, 0), (25, 25), (48, 25), (50, 50)):
        now = NOON + timedelta(hours=hours)
        assert await Shown(sessions, write, lambda now=now: now).follows(place(person))
        async with sessions() as session:
            assert await session.scalar(select(Door.confirmed_at)) == NOON + timedelta(hours=noted)


async def test_of_two_windows_one_shows_a_notice(
    sessions: async_sessionmaker[AsyncSession],
) -> None:
    shown = Shown(sessions, write, lambda: LATER)
    async with sessions() as session:
        person = await make_person(session, "web")
        sent = {"state": "sent", "sent_at": NOON}
        await plan(session, [delivery(person, "web") | sent for _ in range(5)])
        await session.commit()
    windows = await asyncio.gather(*(shown.unseen(place(person)) for _ in range(4)))
    assert sorted(map(len, windows)) == [0, 0, 0, 5]
