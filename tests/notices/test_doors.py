from datetime import timedelta

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.notices.doors import best_channel, close_door, settle_channel
from bot.notices.tables import Delivery, Door, Person
from tests.notices.people import NOON, delivery, make_person, plan

Sessions = async_sessionmaker[AsyncSession]


def test_the_wanted_channel_goes_before_all() -> None:
    assert best_channel(["slack", "email", "web"], "email") == "email"
    assert best_channel(["slack"], "email") == "slack"


def test_chats_come_first_and_the_page_that_nobody_may_look_at_last() -> None:
    assert best_channel(["web", "email", "slack", "telegram"], None) == "slack"
    assert best_channel(["web", "email"], None) == "email"
    assert best_channel(["web"], None) == "web"
    assert best_channel([], "email") is None


async def test_what_waits_moves_with_the_person_and_what_was_sent_stays(
    sessions: Sessions,
) -> None:
    async with sessions() as session:
        person = await make_person(session, "slack", "email")
        other = await make_person(session, "slack")
        await plan(
            session,
            [
                delivery(person, "slack"),
                delivery(person, "slack", state="sent"),
                delivery(other, "slack"),
            ],
        )
        await close_door(session, "slack", f"slack-{person}", "left the workspace", NOON)
        rows = await session.execute(select(Delivery.channel).order_by(Delivery.id))
        assert rows.scalars().all() == ["email", "slack", "slack"]
        assert await session.scalar(select(Person.channel).where(Person.id == person)) == "email"
        door = await session.scalar(select(Door).where(Door.address == f"slack-{person}"))
        assert door is not None
        assert (door.closed_at, door.closed_because) == (NOON, "left the workspace")


async def test_a_door_closes_once_and_an_unknown_one_is_no_matter(sessions: Sessions) -> None:
    async with sessions() as session:
        person = await make_person(session, "slack")
        address = f"slack-{person}"
        await close_door(session, "slack", address, "first", NOON)
        await close_door(session, "slack", address, "second", NOON + timedelta(hours=1))
        await close_door(session, "slack", "nobody", "unknown", NOON)
        assert await session.scalar(select(Door.closed_because)) == "first"
        assert await session.scalar(select(Person.channel)) is None


async def test_an_unconfirmed_door_is_never_chosen(sessions: Sessions) -> None:
    async with sessions() as session:
        person = await make_person(session, "slack", "email")
        await session.execute(update(Door).where(Door.channel == "slack").values(confirmed_at=None))
        assert await settle_channel(session, person) == "email"


async def test_a_code_stays_on_the_way_to_the_address_that_it_confirms(sessions: Sessions) -> None:
    async with sessions() as session:
        person = await make_person(session, "slack")
        await plan(session, [delivery(person, "email", "code")])
        await settle_channel(session, person)
        assert await session.scalar(select(Delivery.channel)) == "email"
