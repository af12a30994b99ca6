"""What is forgotten by itself, and what stays."""

from datetime import timedelta

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.notices.retention import forget_old
from bot.notices.tables import Delivery, Door, Person
from tests.notices.people import NOON, delivery, make_person, plan

Sessions = async_sessionmaker[AsyncSession]

YEAR = timedelta(days=365)


async def test_old_deliveries_go_and_what_is_being_sent_stays(sessions: Sessions) -> None:
    async with sessions() as session:
        person = await make_person(session, "slack")
        old, young = {"due_at": NOON - YEAR - timedelta(days=1)}, {"due_at": NOON - YEAR}
        rows = [
            old | {"state": "sent"},
            old | {"state": "dead"},
            old | {"state": "sending"},
            young | {"state": "sent"},
        ]
        ids = await plan(session, [delivery(person, "slack", **row) for row in rows])
        await forget_old(session, NOON - YEAR, NOON)
        assert set(await session.scalars(select(Delivery.id))) == set(ids[2:])


async def test_a_door_that_was_never_confirmed_goes_and_takes_only_its_own(
    sessions: Sessions,
) -> None:
    def begun(person: int, days_ago: int) -> Door:
        until = NOON - timedelta(days=days_ago)
        address = f"{person}-{days_ago}@example.org"
        return Door(person_id=person, channel="email", address=address, code_until=until)

    async with sessions() as session:
        stranger = await make_person(session)
        known = await make_person(session, "slack")
        today = await make_person(session)
        session.add_all([begun(stranger, 2), begun(known, 2), begun(today, 0)])
        await session.flush()
        await forget_old(session, NOON - YEAR, NOON)
        assert set(await session.scalars(select(Person.id))) == {known, today}
        doors = await session.execute(select(Door.person_id, Door.channel))
        assert {tuple(door) for door in doors} == {(known, "slack"), (today, "email")}


async def test_a_visitor_whose_cookie_is_gone_is_forgotten_unless_reached_otherwise(
    sessions: Sessions,
) -> None:
    async with sessions() as session:
        await make_person(session, "web")  # and never comes back
        mailed = await make_person(session, "web", "email", wanted_channel="web")
        later = NOON + timedelta(days=184)
        here = await make_person(session, "web", created_at=later)
        await session.execute(update(Door).where(Door.person_id == here).values(confirmed_at=later))
        await forget_old(session, NOON - YEAR, later)
        people = await session.execute(select(Person.id, Person.channel))
        assert {tuple(it) for it in people} == {(mailed, "email"), (here, "web")}
