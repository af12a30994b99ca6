"""Many hands in the same moment: one takes it, the others hear why not, and nobody waits in a
circle."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from typing import TypeVar

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.ideas.erasing import take_out
from bot.ideas.holders import mailbox_person
from bot.ideas.idea import Idea
from bot.ideas.ledger import read, read_steps
from bot.ideas.relay import RefusedStepError, Relay
from bot.ideas.retention import let_go_of_ended
from bot.ideas.step import Step
from bot.ideas.tables import Office, StoredIdea
from bot.ideas.ticking import tick_ideas
from bot.notices.desk.joining import join
from bot.notices.desk.keeping import forget_person
from bot.notices.hold import hold
from bot.notices.tables import Delivery, Door, Person
from knowledge.base import KnowledgeBase
from knowledge.packs import load_packs
from tests.ideas.people import MONDAY, NAMSOS, SENSORS, holder, somebody
from tests.ideas.test_retention import LATER

Sessions = async_sessionmaker[AsyncSession]
T = TypeVar("T")
KB = KnowledgeBase(load_packs().records)
MANY = 8


async def made(sessions: Sessions, make: Callable[[AsyncSession], Awaitable[T]]) -> T:
    async with sessions.begin() as session:
        return await make(session)


async def sent(sessions: Sessions, person: int, nonce: str = "press") -> Idea:
    async with sessions.begin() as session:
        await hold(session, person)
        return (await Relay(session, KB, person, MONDAY).send(SENSORS, "nb", nonce)).idea


async def taken(sessions: Sessions, person: int, idea: Idea, step: Step) -> str:
    """How it went for one who pressed."""
    async with sessions.begin() as session:
        if not await hold(session, person):
            return "erased"
        try:
            done = await Relay(session, KB, person, MONDAY).take(idea.id, step, seen=1)
        except RefusedStepError as refused:
            return f"{refused.reason} {'overtaken' if refused.overtaken else ''}".strip()
    return "repeated" if done.repeated else "taken"


async def people(sessions: Sessions, names: Iterable[str]) -> list[int]:
    async with sessions.begin() as session:
        return [await somebody(session, name) for name in names]


async def contacts(sessions: Sessions) -> list[int]:
    async with sessions.begin() as session:
        return [await holder(session, f"foui {number}", NAMSOS) for number in range(MANY)]


async def test_of_many_who_accept_at_once_one_does_and_the_others_hear_why_not(
    sessions: Sessions,
) -> None:
    idea = await sent(sessions, (await people(sessions, ["nurse"]))[0])
    presses = [
        taken(sessions, person, idea, Step("accepted", "receiver", MONDAY, f"a{person}"))
        for person in await contacts(sessions)
    ]
    said = await asyncio.gather(*presses)
    assert sorted(said) == ["accepted overtaken"] * (MANY - 1) + ["taken"]
    async with sessions() as session:
        assert [it.kind for it in (await read_steps(session, [idea.id]))[idea.id]] == [
            "sent",
            "accepted",
        ]
        told = select(func.count()).where(Delivery.kind == "progress")
        assert await session.scalar(told) == 1


async def test_a_button_that_is_pressed_many_times_at_once_counts_once(sessions: Sessions) -> None:
    nurse = (await people(sessions, ["nurse"]))[0]
    ideas = await asyncio.gather(*(sent(sessions, nurse) for _ in range(MANY)))
    assert {idea.id for idea in ideas} == {ideas[0].id}
    contact = (await contacts(sessions))[0]
    step = Step("asked", "receiver", MONDAY, "p", text="hvor mange?")
    said = await asyncio.gather(*(taken(sessions, contact, ideas[0], step) for _ in range(MANY)))
    assert sorted(said) == ["repeated"] * (MANY - 1) + ["taken"]


async def test_many_who_send_to_a_new_mailbox_at_once_find_one_reader_and_a_number_each(
    sessions: Sessions,
) -> None:
    nurses = await people(sessions, [f"nurse {number}" for number in range(MANY)])
    ideas = await asyncio.gather(*(sent(sessions, nurse) for nurse in nurses))
    assert sorted(idea.number for idea in ideas) == [
        f"IDE-2026-{number:04}" for number in range(1, MANY + 1)
    ]
    async with sessions() as session:
        mailbox = (await session.scalars(select(Door).where(Door.channel == "email"))).one()
        assert (await session.scalars(select(Office.person_id))).all() == [mailbox.person_id]
        assert len((await session.scalars(select(Person.id))).all()) == MANY + 1


async def test_a_mailbox_is_made_once_by_a_sender_and_by_the_clock_at_once(
    sessions: Sessions,
) -> None:
    async def first(session: AsyncSession) -> int:
        await hold(session, 0)  # nobody; a transaction that writes begins with a write
        return await mailbox_person(session, KB, NAMSOS, MONDAY)

    found = await asyncio.gather(*(made(sessions, first) for _ in range(MANY)))
    assert len(set(found)) == 1
    async with sessions() as session:
        assert (await session.scalars(select(Person.id))).all() == [found[0]]


async def erased(sessions: Sessions, person: int) -> None:
    async with sessions.begin() as session:
        if await hold(session, person):
            await take_out(session, KB, person, MONDAY)
            await forget_person(session, person)


async def test_contacts_and_senders_who_are_erased_while_all_press_leave_whole_ideas(
    sessions: Sessions,
) -> None:
    nurses = await people(sessions, ["one", "two", "three"])
    ideas = [await sent(sessions, nurse) for nurse in nurses]
    receivers = (await contacts(sessions))[:3]
    pressing = [
        taken(sessions, person, idea, Step("accepted", "receiver", MONDAY, f"a{person}"))
        for person in receivers
        for idea in ideas
    ]
    erasing = [erased(sessions, person) for person in (*receivers, *reversed(nurses))]
    await asyncio.gather(*pressing, *erasing, tick_ideas(sessions, KB, LATER))
    async with sessions() as session:
        left = set(await session.scalars(select(Person.id)))
        assert not left & {*nurses, *receivers}
        for idea in ideas:
            found = await read(session, idea.id)
            assert found
            assert found.life.anonymous
            assert found.submitter is None
            steps = (await read_steps(session, [idea.id]))[idea.id]
            assert {step.person for step in steps} <= {None, *left}


async def test_two_who_turn_out_to_be_one_are_joined_while_the_clock_ticks(
    sessions: Sessions,
) -> None:
    older, newer = await people(sessions, ["older", "newer"])
    ideas = [await sent(sessions, person) for person in (older, newer)]

    async def joined(session: AsyncSession) -> None:
        for person in (older, newer):
            await hold(session, person)
        await join(session, newer, older, MONDAY)

    await asyncio.gather(made(sessions, joined), tick_ideas(sessions, KB, LATER))
    async with sessions() as session:
        owners = await session.scalars(select(StoredIdea.person_id).order_by(StoredIdea.id))
        assert owners.all() == [older, older]
        told = await session.scalars(
            select(Delivery.person_id).where(Delivery.because == "submitter")
        )
        assert told.all() == [older] * len(ideas)


async def test_an_idea_is_let_go_while_its_sender_is_erased(sessions: Sessions) -> None:
    nurse = (await people(sessions, ["nurse"]))[0]
    idea = await sent(sessions, nurse)
    withdrawn = Step("withdrawn", "submitter", MONDAY, "w")
    assert await taken(sessions, nurse, idea, withdrawn) == "taken"
    await asyncio.gather(let_go_of_ended(sessions, KB, LATER, LATER, None), erased(sessions, nurse))
    async with sessions() as session:
        kinds = [it.kind for it in (await read_steps(session, [idea.id]))[idea.id]]
        assert kinds.count("anonymised") == 1


@pytest.mark.parametrize(
    "databases", [pytest.param("postgresql", marks=pytest.mark.postgresql)], indirect=True
)
async def test_one_who_is_just_being_erased_is_waited_for_and_told_nothing(
    sessions: Sessions,
) -> None:
    """On SQLite nobody writes while another does."""
    nurse = (await people(sessions, ["nurse"]))[0]
    contact = await made(sessions, lambda session: holder(session, "foui", NAMSOS))
    async with sessions.begin() as erasing:
        await hold(erasing, contact)
        await forget_person(erasing, contact)
        sending = asyncio.create_task(sent(sessions, nurse))
        while not await made(sessions, _waiting):
            assert not sending.done()
    await sending
    async with sessions() as session:
        assert (await session.scalars(select(Delivery))).all() == []


async def _waiting(session: AsyncSession) -> int:
    waiting = text("SELECT count(*) FROM pg_locks WHERE NOT granted")
    return (await session.scalars(waiting)).one()
