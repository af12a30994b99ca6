"""Wishes through whole turns on a real database: together with the conversation, or not at all."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack
from datetime import UTC, datetime

import pytest
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.conversation import dialogue
from bot.conversation.service import Conversations
from bot.conversation.state import State
from bot.conversation.tables import StoredConversation
from bot.database import make_engine, make_sessions
from bot.message import Action, Message, Place, Reply
from bot.notices.tables import Delivery, Door, Person, PersonalCalendar, Subscription
from knowledge.packs import load_packs
from knowledge.store import import_packs

Sessions = async_sessionmaker[AsyncSession]

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
HERE, THERE = Place("web", "here"), Place("web", "there")
FOLLOW = Action("follow", "programme=klimasats")
_ROUNDS = 10


@pytest.fixture
async def filled(sessions: Sessions) -> Sessions:
    await import_packs(sessions, load_packs(), "test", NOW)
    return sessions


@pytest.fixture
def conversations(filled: Sessions) -> Conversations:
    return Conversations(filled, ("web", "email"))


async def say(conversations: Conversations, text: str, place: Place = HERE) -> Reply:
    return await conversations.turn(Message(place, NOW, text=text, region="trondelag"))


async def press(conversations: Conversations, action: Action, place: Place = HERE) -> Reply:
    return await conversations.turn(Message(place, NOW, action=action, region="trondelag"))


async def count(sessions: Sessions, table: type) -> int:
    async with sessions() as session:
        return (await session.execute(select(func.count()).select_from(table))).scalar_one()


@pytest.fixture
async def processes(filled: Sessions, database: str) -> AsyncIterator[Sequence[Conversations]]:
    """Four that serve the same database, each through connections of its own."""
    async with AsyncExitStack() as stack:
        engines = [make_engine(database) for _ in range(4)]
        for engine in engines:
            stack.push_async_callback(engine.dispose)
        started = [Conversations(make_sessions(engine), ("web", "email")) for engine in engines]
        for process in started:
            await process.start()
        yield started


async def test_first_turns_at_once_make_one_person_and_one_wish(
    processes: Sequence[Conversations], filled: Sessions
) -> None:
    places = [Place("web", f"first {number}") for number in range(_ROUNDS)]
    for place in places:
        await asyncio.gather(*(press(process, FOLLOW, place) for process in processes))
    for table in (Person, Door, Subscription, StoredConversation):
        assert await count(filled, table) == len(places)


async def test_turns_at_once_that_keep_nothing_leave_nothing(
    processes: Sequence[Conversations], filled: Sessions
) -> None:
    for _ in range(_ROUNDS):
        forget = [press(process, Action("privacy_forget")) for process in processes[1:]]
        await asyncio.gather(press(processes[0], FOLLOW), *forget, processes[1].forget(HERE, NOW))
    await press(processes[0], Action("privacy_forget"))
    for table in (Person, StoredConversation):
        assert await count(filled, table) == 0


async def test_a_conversation_and_links_at_once_never_wait_in_a_circle(
    processes: Sequence[Conversations], filled: Sessions
) -> None:
    """All of them write about one person, the links and the turns in opposite orders."""
    await press(processes[0], FOLLOW)
    async with filled() as session:
        person = (await session.scalars(select(Person.id))).one()
    there = Message(Place("email", ""), NOW, action=Action("stop", "all"))
    state = State(language="nb", region="trondelag")
    for _ in range(_ROUNDS):
        await asyncio.gather(
            say(processes[0], "send ukesbrev om skole, klima og helse"),
            processes[1].errand(there, person, state),
            say(processes[2], "minn meg på klimasats og send ukesbrev om helse, klima og skole"),
            processes[3].errand(there, person, state),
        )
    assert await count(filled, Person) == 1


async def test_a_link_of_one_who_was_erased_does_nothing(
    conversations: Conversations, filled: Sessions
) -> None:
    there = Message(Place("email", ""), NOW, action=FOLLOW)
    assert await conversations.errand(there, 7, State(language="nb")) is None
    assert await count(filled, Person) == 0


async def test_a_turn_that_fails_keeps_neither_wish_nor_state(
    conversations: Conversations, filled: Sessions, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(*_: object) -> None:
        raise RuntimeError("the turn breaks off after the wish")

    monkeypatch.setattr(dialogue, "_keep_up", broken)
    with pytest.raises(RuntimeError):
        await press(conversations, FOLLOW)
    for table in (Person, Subscription, StoredConversation):
        assert await count(filled, table) == 0


async def confirm(conversations: Conversations, filled: Sessions, place: Place) -> Reply:
    await say(conversations, "varsle meg på e-post: noen@kommune.example", place)
    async with filled() as session:
        digits = await session.scalar(
            select(Delivery.told).where(Delivery.kind == "code").order_by(Delivery.id.desc())
        )
    return await say(conversations, f"koden er {digits}", place)


async def test_the_code_in_the_letter_confirms_the_address(
    conversations: Conversations, filled: Sessions
) -> None:
    await say(conversations, "minn meg på klimasats")
    asked = await say(conversations, "bare e-post: noen@kommune.example")
    assert "n…@kommune.example" in asked.plain
    assert "noen@" not in asked.plain
    answer = await confirm(conversations, filled, HERE)
    assert answer.plain == "Koden stemmer. Varslene kommer på e-post til n…@kommune.example."
    assert "på e-post" in (await say(conversations, "hva får jeg varsel om?")).plain


async def test_another_conversation_finds_its_wishes_again_by_the_address(
    conversations: Conversations, filled: Sessions
) -> None:
    await say(conversations, "minn meg på klimasats")
    await confirm(conversations, filled, HERE)
    await confirm(conversations, filled, THERE)
    assert "Klimasats" in (await say(conversations, "hva får jeg varsel om?", THERE)).plain
    assert await count(filled, Person) == 1


@pytest.mark.parametrize("way", ["button", "page"])
async def test_to_be_forgotten_empties_every_table(
    conversations: Conversations, filled: Sessions, way: str
) -> None:
    await say(conversations, "minn meg på klimasats og send ukesbrev om skole")
    await say(conversations, "kalenderlenke til mine frister")
    await say(conversations, "varsle meg på e-post: noen@kommune.example")
    await press(conversations, FOLLOW, THERE)
    if way == "page":
        await conversations.forget(HERE, NOW)
    else:
        reply = await press(conversations, Action("privacy_forget"))
        assert reply.plain.startswith("Det er slettet: samtalen, det du følger, adressene")
    for table in (Person, Door, Subscription, StoredConversation):
        assert await count(filled, table) == 1
    for table in (Delivery, PersonalCalendar):
        assert await count(filled, table) == 0


async def test_all_that_is_kept_is_shown_and_no_address_whole(
    conversations: Conversations,
) -> None:
    await say(conversations, "minn meg på klimasats og send ukesbrev om skole")
    await say(conversations, "ikke mer om vinnova")
    await say(conversations, "kalenderlenke til mine frister")
    await say(conversations, "varsle meg på e-post: noen@kommune.example")
    shown = (await press(conversations, Action("privacy_show"))).plain
    for kept in (
        "Følger siden: 23. november",
        "Følger: Klimasats og skole",
        "Veier til deg: denne samtalen og n…@kommune.example (ikke bekreftet)",
        "Kalender: en hemmelig adresse",
    ):
        assert kept in shown
    assert "noen@" not in shown


async def test_notices_follow_to_another_municipality(
    conversations: Conversations, filled: Sessions
) -> None:
    await say(conversations, "minn meg på klimasats")
    await say(conversations, "jeg jobber i Namsos")
    async with filled() as session:
        person = (await session.scalars(select(Person))).one()
    assert (person.region, person.municipality) == ("trondelag", "namsos")
