"""Who holds an office: proved by a code or an invitation, given up, taken over."""

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.ideas.access import find_actor
from bot.ideas.lists import own
from bot.ideas.offices import (
    TRIES,
    VALID,
    Post,
    accept_invitation,
    ask,
    find_invitation,
    held_by,
    invite,
    post_of,
    try_code,
)
from bot.ideas.relay import Relay
from bot.ideas.seat import Seat
from bot.ideas.step import Step
from bot.ideas.succession import leave
from bot.ideas.tables import Office
from bot.notices.desk.joining import join
from bot.notices.desk.log import read_log
from bot.notices.tables import Delivery
from knowledge.base import KnowledgeBase
from knowledge.packs import load_packs
from tests.ideas.people import MONDAY, NAMSOS, SECRETARIAT, SENSORS, holder, somebody
from tests.ideas.telling import notices

Sessions = async_sessionmaker[AsyncSession]
KB = KnowledgeBase(load_packs().records)
CONTACT = post_of(KB, NAMSOS)
BROKER = Seat("kompetansemegler-inam")


async def code_sent(session: AsyncSession) -> str:
    sent = await session.scalars(
        select(Delivery.told).where(Delivery.kind == "office_code").order_by(Delivery.id.desc())
    )
    return sent.first() or ""


async def office_of(session: AsyncSession, person: int) -> int:
    [(office, _)] = await held_by(session, person)
    return office


def wrong(digits: str) -> str:
    return f"{(int(digits) + 1) % 1_000_000:06}"


async def test_a_code_from_the_mailbox_on_record_makes_the_holder(sessions: Sessions) -> None:
    async with sessions() as session:
        person = await somebody(session, "foui")
        assert await ask(session, KB, person, CONTACT, MONDAY) == "sent"
        [letter] = await notices(session, KB, MONDAY)
        digits = await code_sent(session)
        assert letter
        assert letter.title == "Kode til FoUI-kontakten i Namsos kommune"
        assert letter.reply.lines[0].plain.startswith(f"Koden er {digits}.")
        assert not letter.is_list
        assert await try_code(session, person, digits, MONDAY) == CONTACT
        assert (await find_actor(session, person)).seats == (NAMSOS,)
        assert await ask(session, KB, person, CONTACT, MONDAY) == "held"
        assert await try_code(session, person, digits, MONDAY) == "none"


async def test_the_code_of_another_is_of_no_use(sessions: Sessions) -> None:
    async with sessions() as session:
        asker, thief = await somebody(session, "asker"), await somebody(session, "thief")
        await ask(session, KB, asker, CONTACT, MONDAY)
        digits = await code_sent(session)
        assert await try_code(session, thief, digits, MONDAY) == "none"
        await ask(session, KB, thief, post_of(KB, SECRETARIAT), MONDAY)
        if await code_sent(session) != digits:
            assert await try_code(session, thief, digits, MONDAY) == "wrong"


async def test_a_code_is_tried_a_few_times_and_for_a_few_days(sessions: Sessions) -> None:
    async with sessions() as session:
        person = await somebody(session, "foui")
        await ask(session, KB, person, CONTACT, MONDAY)
        digits = await code_sent(session)
        assert await try_code(session, person, digits, MONDAY + VALID) == "expired"
        tried = [await try_code(session, person, wrong(digits), MONDAY) for _ in range(TRIES)]
        assert tried == ["wrong"] * (TRIES - 1) + ["spent"]
        assert await try_code(session, person, digits, MONDAY) == "spent"


async def test_codes_are_asked_for_a_few_times_an_hour(sessions: Sessions) -> None:
    async with sessions() as session:
        one, two = await somebody(session, "one"), await somebody(session, "two")
        asked = [await ask(session, KB, one, CONTACT, MONDAY) for _ in range(4)]
        assert asked == ["sent", "sent", "sent", "too_often"]
        assert await ask(session, KB, two, CONTACT, MONDAY) == "too_often"
        later = MONDAY + timedelta(hours=1)
        assert await ask(session, KB, two, CONTACT, later) == "sent"


async def test_no_code_goes_where_no_mailbox_is_verified(sessions: Sessions) -> None:
    async with sessions() as session:
        person = await somebody(session, "broker")
        assert await ask(session, KB, person, post_of(KB, BROKER), MONDAY) == "no_mailbox"
        assert await ask(session, KB, person, Post("administrator"), MONDAY) == "no_mailbox"
        secretary = Post("secretary", region="trondelag")
        assert await ask(session, KB, person, secretary, MONDAY) == "sent"


async def test_a_code_is_in_nobodys_log(sessions: Sessions) -> None:
    async with sessions() as session:
        await ask(session, KB, await somebody(session, "foui"), CONTACT, MONDAY)
        reader = (await session.scalars(select(Delivery.person_id))).one()
        assert await read_log(session, reader, 5) == ()


async def test_an_invitation_makes_one_holder_and_no_second(sessions: Sessions) -> None:
    async with sessions() as session:
        secret = await invite(session, post_of(KB, BROKER), MONDAY)
        assert await find_invitation(session, secret, MONDAY) == post_of(KB, BROKER)
        first, second = await somebody(session, "one"), await somebody(session, "two")
        assert await accept_invitation(session, first, secret, MONDAY)
        assert await accept_invitation(session, second, secret, MONDAY) is None
        assert await find_invitation(session, secret, MONDAY) is None
        assert (await find_actor(session, first)).seats == (BROKER,)
        old = await invite(session, CONTACT, MONDAY)
        assert await accept_invitation(session, second, old, MONDAY + VALID) is None


async def test_who_leaves_gives_open_ideas_to_the_deputy_and_both_sides_hear(
    sessions: Sessions,
) -> None:
    async with sessions() as session:
        nurse, contact = await somebody(session, "nurse"), await holder(session, "foui", NAMSOS)
        deputy = await somebody(session, "deputy")
        secret = await invite(session, post_of(KB, NAMSOS, deputy=True), MONDAY)
        await accept_invitation(session, deputy, secret, MONDAY)
        idea = (await Relay(session, KB, nurse, MONDAY).send(SENSORS, "nb", "press")).idea
        assert await notices(session, KB, MONDAY, deputy) == []
        await Relay(session, KB, contact, MONDAY).take(
            idea.id, Step("accepted", "receiver", MONDAY, "a")
        )
        left = await leave(session, KB, contact, await office_of(session, contact), MONDAY)
        assert left
        assert [it.number for it in left.moved] == [idea.number]
        assert (await find_actor(session, deputy)).seats == (NAMSOS,)
        assert (await find_actor(session, contact)).seats == ()
        [told] = await notices(session, KB, MONDAY, deputy)
        assert told
        assert told.reply.lines[0].plain.startswith("Dere har tatt over IDE-2026-0001")
        *_, progress = await notices(session, KB, MONDAY, nurse)
        assert progress
        assert progress.reply.lines[0].plain == (
            "IDE-2026-0001 har fått ny mottaker hos Namsos kommune, fordi den som hadde saken,"
            " har sluttet."
        )


async def test_without_a_deputy_the_mailbox_gets_what_is_open(sessions: Sessions) -> None:
    async with sessions() as session:
        nurse, contact = await somebody(session, "nurse"), await holder(session, "foui", NAMSOS)
        await Relay(session, KB, nurse, MONDAY).send(SENSORS, "nb", "press")
        await leave(session, KB, contact, await office_of(session, contact), MONDAY)
        letters = await session.scalars(select(Delivery.channel).where(Delivery.lead == "2"))
        assert sorted(letters) == ["email", "web"]
        [idea] = await own(session, nurse)
        assert (idea.life.holder, idea.life.stage) == (NAMSOS, "waiting")


async def test_where_no_mailbox_is_known_the_next_on_the_way_gets_it(sessions: Sessions) -> None:
    async with sessions() as session:
        nurse, contact = await somebody(session, "nurse"), await holder(session, "foui", NAMSOS)
        broker = await holder(session, "broker", BROKER)
        idea = (await Relay(session, KB, nurse, MONDAY).send(SENSORS, "nb", "press")).idea
        passed = Step("passed_on", "receiver", MONDAY, "p", to=BROKER)
        await Relay(session, KB, contact, MONDAY).take(idea.id, passed)
        await leave(session, KB, broker, await office_of(session, broker), MONDAY)
        [idea] = await own(session, nurse)
        assert idea.life.holder == NAMSOS


async def test_a_colleague_in_the_same_seat_keeps_the_ideas_as_they_are(
    sessions: Sessions,
) -> None:
    async with sessions() as session:
        nurse, one = await somebody(session, "nurse"), await holder(session, "one", NAMSOS)
        await holder(session, "two", NAMSOS)
        await Relay(session, KB, nurse, MONDAY).send(SENSORS, "nb", "press")
        left = await leave(session, KB, one, await office_of(session, one), MONDAY)
        assert left
        assert left.moved == ()


async def test_nobody_leaves_the_office_of_another(sessions: Sessions) -> None:
    async with sessions() as session:
        contact, other = await holder(session, "foui", NAMSOS), await somebody(session, "other")
        office = await office_of(session, contact)
        assert await leave(session, KB, other, office, MONDAY) is None
        assert await leave(session, KB, contact, office, MONDAY)
        assert await leave(session, KB, contact, office, MONDAY) is None


async def test_two_who_turn_out_to_be_one_have_ideas_and_offices_together(
    sessions: Sessions,
) -> None:
    async with sessions() as session:
        older, newer = await somebody(session, "older"), await holder(session, "newer", NAMSOS)
        await Relay(session, KB, newer, MONDAY).send(SENSORS, "nb", "press")
        await join(session, newer, older, MONDAY)
        assert (await find_actor(session, older)).seats == (NAMSOS,)
        assert [it.number for it in await own(session, older)] == ["IDE-2026-0001"]
        held = await session.scalars(select(Office.person_id))
        assert held.all() == [older]
