"""The desk on a real database: who wishes for what, and what becomes of it."""

import asyncio

import pytest
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.message import Place
from bot.notices.desk import Desk, Later, Profile, Wish
from bot.notices.desk.keeping import calendar_hash
from bot.notices.tables import Delivery, Door, Person, PersonalCalendar, Subscription
from tests.notices.people import NOON, delivery, make_person, plan

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


async def test_two_doors_of_one_person_never_wait_in_a_circle(sessions: Sessions) -> None:
    async with sessions() as session:
        person = await make_person(session, "chat", "web")
        await session.commit()

    async def turn(channel: str, *wishes: Wish) -> None:
        async with sessions() as session:
            one = desk(session, Place(channel, f"{channel}-{person}"))
            for wish in wishes:
                await one.follow([wish], WHO)
            await session.commit()

    school = Wish("theme", "education")
    for _ in range(10):
        await asyncio.gather(turn("chat", KLIMASATS, school), turn("web", school, KLIMASATS))
    assert await count(sessions, Subscription) == 2


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


async def test_what_is_erased_is_gone_from_every_table(sessions: Sessions) -> None:
    async with sessions() as session:
        here = desk(session)
        await here.follow([KLIMASATS], WHO)
        await here.send_code("mottak@kommune.example", WHO)
        later = Later("snoozed", "programme:klimasats", "2027-03-01", "programme:klimasats", NOON)
        await here.tell_later([later], WHO)
        await here.new_calendar(WHO)
        await desk(session, Place("chat", "there")).follow([KLIMASATS], WHO)
        places = await here.forget()
        assert places == (HERE, Place("email", "mottak@kommune.example"))
        await session.commit()
    for table in (Person, Door, Subscription):
        assert await count(sessions, table) == 1
    for table in (Delivery, PersonalCalendar):
        assert await count(sessions, table) == 0


async def test_what_is_put_off_comes_on_the_new_day_and_not_when_taken_back(
    sessions: Sessions,
) -> None:
    async with sessions() as session:
        here = desk(session)
        later = Later("snoozed", "call:a", "2027-03-01", "programme:p", NOON)
        (first,) = await here.tell_later([later], WHO)
        assert [entry.id for entry in await here.ahead()] == [first]
        assert await here.take_back("snoozed", "call:a")
        assert await here.ahead() == ()
        assert not await here.take_back("snoozed", "call:a")
        assert await here.tell_later([later], WHO) == (first,)
        assert [entry.due_at for entry in await here.ahead()] == [NOON]


async def test_another_persons_delivery_is_not_shown(sessions: Sessions) -> None:
    async with sessions() as session:
        later = Later("snoozed", "call:a", "2027-03-01", "programme:p", NOON)
        (theirs,) = await desk(session, Place("chat", "there")).tell_later([later], WHO)
        await desk(session).follow([KLIMASATS], WHO)
        assert await desk(session).told(theirs) is None
        assert await desk(session).log(5) == ()


async def test_what_was_stopped_is_not_sent_until_it_is_taken_back(sessions: Sessions) -> None:
    async with sessions() as session:
        here = desk(session)
        await here.follow([KLIMASATS], WHO)
        person = (await session.scalars(select(Person.id))).one()
        await plan(
            session,
            [
                delivery(person, "chat", because="programme:klimasats"),
                delivery(person, "chat", subject="call:k", because="theme:climate"),
                delivery(person, "chat", because="theme:climate"),
            ],
        )
        before = await here.stop([KLIMASATS], ["call:k"])
        states = select(Delivery.state).order_by(Delivery.id)
        assert (await session.scalars(states)).all() == ["dropped", "dropped", "planned"]
        await here.restore(before)
        assert (await session.scalars(states)).all() == ["planned"] * 3


async def test_a_new_calendar_address_replaces_the_one_before(sessions: Sessions) -> None:
    async with sessions() as session:
        first, second = await desk(session).new_calendar(WHO), await desk(session).new_calendar(WHO)
        assert first != second
        kept = (await session.scalars(select(PersonalCalendar.secret_hash))).all()
        assert kept == [calendar_hash(second)]
        assert await desk(session).revoke_calendar()
        assert not await desk(session).revoke_calendar()


async def test_preferences_give_back_what_was(sessions: Sessions) -> None:
    async with sessions() as session:
        before = await desk(session).prefer(WHO, daily_limit=1, working_days_only=False)
        assert (before.daily_limit, before.working_days_only, before.quiet_from) == (3, True, 1200)
        after = await desk(session).preferences()
        assert after is not None
        assert (after.daily_limit, after.working_days_only) == (1, False)
