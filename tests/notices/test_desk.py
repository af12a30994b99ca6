"""The desk on a real database: who wishes for what, and what becomes of it."""

import pytest
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.message import Place
from bot.notices.desk import Desk, Profile, Wish
from bot.notices.tables import Person
from tests.notices.people import NOON

Sessions = async_sessionmaker[AsyncSession]

HERE = Place("chat", "here")
WHO = Profile("nn", "trondelag", "namsos")
KLIMASATS = Wish("programme", "klimasats")


def desk(session: AsyncSession, place: Place = HERE) -> Desk:
    return Desk(session, place, NOON, ("chat", "web", "email"))


async def count(sessions: Sessions, table: type) -> int:
    async with sessions() as session:
        return (await session.execute(select(func.count()).select_from(table))).scalar_one()


async def test_nobody_is_kept_who_wished_for_nothing(sessions: Sessions) -> None:
    async with sessions() as session:
        assert await desk(session).follows() == ()
        await desk(session).keep_up(WHO)
        assert await desk(session).stop([KLIMASATS], []) == ()
        await session.commit()
    assert await count(sessions, Person) == 0


async def test_what_is_followed_is_there_for_the_next_turn(sessions: Sessions) -> None:
    async with sessions() as session:
        await desk(session).follow([KLIMASATS], WHO)
        await session.commit()
    async with sessions() as session:
        assert await desk(session).follows() == (KLIMASATS,)
        assert await desk(session, Place("chat", "there")).follows() == ()
        assert await desk(session).channel() == "chat"


async def test_a_turn_that_breaks_off_leaves_nothing(sessions: Sessions) -> None:
    async with sessions() as session:
        await desk(session).follow([KLIMASATS], WHO)
    assert await count(sessions, Person) == 0


async def test_where_nothing_can_ring_wishes_are_kept_and_no_channel_is_promised(
    sessions: Sessions,
) -> None:
    async with sessions() as session:
        terminal = desk(session, Place("console", "chat"))
        assert await terminal.channel() is None
        await terminal.follow([KLIMASATS], WHO)
        assert await terminal.follows() == (KLIMASATS,)
        assert await terminal.channel() is None


async def test_to_take_back_puts_everything_as_it_was(sessions: Sessions) -> None:
    weekly = Wish("programme", "klimasats", weekly=True)
    school = Wish("theme", "education")
    async with sessions() as session:
        await desk(session).follow([weekly], WHO)
        before = await desk(session).follow([KLIMASATS, school], WHO)
        assert await desk(session).restore(before)
        assert await desk(session).follows() == (weekly,)
        before = await desk(session).stop([weekly], [])
        assert await desk(session).follows() == ()
        assert await desk(session).restore(before)
        assert await desk(session).follows() == (weekly,)


@pytest.mark.parametrize("language", ["sv", "en"])
async def test_notices_follow_the_language_of_the_conversation(
    sessions: Sessions, language: str
) -> None:
    async with sessions() as session:
        await desk(session).follow([KLIMASATS], WHO)
        await desk(session).keep_up(Profile(language, "norrbotten", None))  # type: ignore[arg-type]
        person = (await session.scalars(select(Person))).one()
        assert (person.language, person.region, person.municipality) == (
            language,
            "norrbotten",
            None,
        )
