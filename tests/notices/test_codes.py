"""An e-mail address is used when its owner has proved to read it, and nothing tells before."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.message import Place
from bot.notices.desk import Desk, Profile, Wish
from bot.notices.preparation import Preparation
from bot.notices.prepared import Claim, Ready
from bot.notices.tables import Delivery, Door, Person
from knowledge.base import KnowledgeBase
from tests.notices.people import NOON

Sessions = async_sessionmaker[AsyncSession]

KARI, OLA = Place("chat", "kari"), Place("web", "ola")
WHO = Profile("nb", "trondelag", "namsos")
ADDRESS = "mottak@kommune.example"
KLIMASATS, SCHOOL = Wish("programme", "klimasats"), Wish("theme", "education")


def desk(session: AsyncSession, place: Place = KARI, at: datetime = NOON) -> Desk:
    return Desk(session, place, at, ("chat", "web", "email"))


async def sent(session: AsyncSession) -> str:
    """The digits of the latest code, as they lie in the outbox."""
    digits = await session.scalar(
        select(Delivery.told).where(Delivery.kind == "code").order_by(Delivery.id.desc()).limit(1)
    )
    assert digits is not None
    assert len(digits) == 6
    return digits


def other_than(digits: str) -> str:
    return f"{(int(digits) + 1) % 1_000_000:06}"


async def confirmed(session: AsyncSession, place: Place = KARI) -> None:
    assert await desk(session, place).send_code(ADDRESS, WHO) == "sent"
    assert await desk(session, place).try_code(await sent(session)) == "confirmed"


async def test_the_right_code_opens_the_door(sessions: Sessions) -> None:
    async with sessions() as session:
        assert await desk(session).send_code(ADDRESS.upper(), WHO) == "sent"
        assert await desk(session).channel() == "chat"
        assert await desk(session).try_code(await sent(session)) == "confirmed"
        assert await desk(session).channel() == "email"
        door = (await session.scalars(select(Door).where(Door.channel == "email"))).one()
        assert (door.address, door.code_hash) == (ADDRESS, None)


async def test_a_code_goes_to_the_door_that_waits_and_is_kept_no_longer_than_needed(
    sessions: Sessions,
) -> None:
    async def knowledge() -> KnowledgeBase:
        return KnowledgeBase([])

    async with sessions() as session:
        await desk(session).send_code(ADDRESS, WHO)
        row = (await session.scalars(select(Delivery))).one()
        claim = Claim(*(getattr(row, name) for name in Claim.__slots__))
        [ready] = await Preparation(knowledge)(session, [claim], NOON)
        assert isinstance(ready, Ready)
        assert ready.target.address == ADDRESS
        assert (await sent(session)) in ready.notice.reply.plain
        assert ready.told == ""
        door = (await session.scalars(select(Door).where(Door.channel == "email"))).one()
        assert (await sent(session)) not in (door.code_hash or "")


async def test_nothing_but_a_code_goes_to_an_unconfirmed_door(sessions: Sessions) -> None:
    async with sessions() as session:
        await desk(session).follow([KLIMASATS], WHO)
        await desk(session).send_code(ADDRESS, WHO)
        assert (await session.scalars(select(Person.channel))).one() == "chat"


async def test_a_wrong_code_opens_nothing_and_five_of_them_end_it(sessions: Sessions) -> None:
    async with sessions() as session:
        await desk(session).send_code(ADDRESS, WHO)
        right = await sent(session)
        tries = [await desk(session).try_code(other_than(right)) for _ in range(5)]
        assert tries == ["wrong"] * 4 + ["spent"]
        assert await desk(session).try_code(right) == "spent"
        assert await desk(session).channel() == "chat"


async def test_a_code_holds_for_a_quarter_of_an_hour(sessions: Sessions) -> None:
    async with sessions() as session:
        await desk(session).send_code(ADDRESS, WHO)
        digits = await sent(session)
        late = desk(session, at=NOON + timedelta(minutes=15))
        assert await late.try_code(digits) == "expired"
        in_time = desk(session, at=NOON + timedelta(minutes=14, seconds=59))
        assert await in_time.try_code(digits) == "confirmed"


async def test_a_code_is_of_use_once_and_to_the_one_who_asked(sessions: Sessions) -> None:
    async with sessions() as session:
        await desk(session).send_code(ADDRESS, WHO)
        digits = await sent(session)
        assert await desk(session, OLA).try_code(digits) == "none"
        assert await desk(session).try_code(digits) == "confirmed"
        assert await desk(session).try_code(digits) == "none"


async def test_codes_are_few_whoever_asks_for_them(sessions: Sessions) -> None:
    async with sessions() as session:
        for minute in range(3):
            at = NOON + timedelta(minutes=minute)
            assert await desk(session, at=at).send_code(ADDRESS, WHO) == "sent"
        soon = NOON + timedelta(minutes=3)
        assert await desk(session, at=soon).send_code("another@kommune.example", WHO) == "too_often"
        assert await desk(session, OLA, soon).send_code(ADDRESS, WHO) == "too_often"
        later = NOON + timedelta(minutes=64)
        assert await desk(session, at=later).send_code(ADDRESS, WHO) == "sent"


async def test_an_address_that_somebody_confirmed_is_not_told_from_any_other(
    sessions: Sessions,
) -> None:
    async with sessions() as session:
        await confirmed(session)
        known = await desk(session, OLA).send_code(ADDRESS, WHO)
        unknown = await desk(session, OLA).send_code("another@kommune.example", WHO)
        assert known == unknown == "sent"
        await desk(session, OLA).send_code(ADDRESS, WHO)
        right = await sent(session)
        assert await desk(session, OLA).try_code(other_than(right)) == "wrong"
        assert [way.address for way in await desk(session, OLA).ways()] == [
            OLA.conversation,
            "another@kommune.example",
        ]
        assert await desk(session).channel() == "email"


async def test_whoever_confirms_a_known_address_is_the_same_person(sessions: Sessions) -> None:
    async with sessions() as session:
        await desk(session).follow([KLIMASATS], WHO)
        await confirmed(session)
        weekly = Wish("programme", "klimasats", weekly=True)
        await desk(session, OLA).follow([SCHOOL, weekly], WHO)
        await confirmed(session, OLA)
        assert await desk(session, OLA).follows() == await desk(session).follows()
        assert await desk(session).follows() == (weekly, SCHOOL)
        assert len((await session.scalars(select(Person))).all()) == 1
        assert await desk(session, OLA).channel() == "email"


async def test_an_address_that_was_never_confirmed_goes_to_whoever_proves_it(
    sessions: Sessions,
) -> None:
    async with sessions() as session:
        await desk(session).follow([KLIMASATS], WHO)
        await desk(session).send_code(ADDRESS, WHO)
        await confirmed(session, OLA)
        assert await desk(session).channel() == "chat"
        assert await desk(session, OLA).follows() == ()
        assert len((await session.scalars(select(Person))).all()) == 2


async def test_the_log_shows_no_code(sessions: Sessions) -> None:
    async with sessions() as session:
        await confirmed(session)
        assert await desk(session).log(10) == ()
