"""Wishes through whole turns on a real database: together with the conversation, or not at all."""

import asyncio
from datetime import UTC, datetime

import pytest
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.conversation import outcome
from bot.conversation.service import Conversations
from bot.conversation.state import State
from bot.conversation.tables import StoredConversation
from bot.message import Action, Message, Place, Reply
from bot.notices.tables import Delivery, Door, Person, PersonalCalendar, Subscription

Sessions = async_sessionmaker[AsyncSession]
pytestmark = pytest.mark.with_packs

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
HERE, THERE = Place("web", "here"), Place("web", "there")
FOLLOW = Action("follow", "programme=klimasats")
_ROUNDS, _AT_ONCE = 10, 4


@pytest.fixture
def conversations(sessions: Sessions) -> Conversations:
    return Conversations(sessions, ("web", "email"))


async def say(conversations: Conversations, text: str, place: Place = HERE) -> Reply:
    return await conversations.turn(Message(place, NOW, text=text, region="trondelag"))


async def press(conversations: Conversations, action: Action, place: Place = HERE) -> Reply:
    return await conversations.turn(Message(place, NOW, action=action, region="trondelag"))


async def count(sessions: Sessions, table: type) -> int:
    async with sessions() as session:
        return (await session.execute(select(func.count()).select_from(table))).scalar_one()


async def test_first_turns_at_once_make_one_person_and_one_wish(
    conversations: Conversations, sessions: Sessions
) -> None:
    places = [Place("web", f"first {number}") for number in range(_ROUNDS)]
    for place in places:
        await asyncio.gather(*(press(conversations, FOLLOW, place) for _ in range(_AT_ONCE)))
    for table in (Person, Door, Subscription, StoredConversation):
        assert await count(sessions, table) == len(places)


async def test_turns_and_erasing_at_once_leave_nothing_in_the_end(
    conversations: Conversations, sessions: Sessions
) -> None:
    forget = Action("privacy_forget")
    for _ in range(_ROUNDS):
        await asyncio.gather(
            press(conversations, FOLLOW),
            press(conversations, forget),
            say(conversations, "jeg jobber i Namsos"),
            conversations.forget(HERE, NOW),
        )
    await press(conversations, forget)
    for table in (Person, StoredConversation):
        assert await count(sessions, table) == 0


async def test_a_link_of_one_who_was_erased_does_nothing(
    conversations: Conversations, sessions: Sessions
) -> None:
    there = Message(Place("email", ""), NOW, action=FOLLOW)
    assert await conversations.errand(there, 7, State(language="nb")) is None
    assert await count(sessions, Person) == 0


async def test_a_turn_that_fails_keeps_neither_wish_nor_state(
    conversations: Conversations, sessions: Sessions, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(*_: object) -> None:
        raise RuntimeError("the turn breaks off after the wish")

    monkeypatch.setattr(outcome, "_keep_up", broken)
    with pytest.raises(RuntimeError):
        await press(conversations, FOLLOW)
    for table in (Person, Subscription, StoredConversation):
        assert await count(sessions, table) == 0


async def confirm(conversations: Conversations, sessions: Sessions, place: Place) -> Reply:
    await say(conversations, "varsle meg på e-post: noen@kommune.example", place)
    async with sessions() as session:
        digits = await session.scalar(
            select(Delivery.told).where(Delivery.kind == "code").order_by(Delivery.id.desc())
        )
    return await say(conversations, f"koden er {digits}", place)


async def test_the_code_in_the_letter_confirms_the_address(
    conversations: Conversations, sessions: Sessions
) -> None:
    await say(conversations, "minn meg på klimasats")
    asked = await say(conversations, "bare e-post: noen@kommune.example")
    assert "n…@kommune.example" in asked.plain
    assert "noen@" not in asked.plain
    answer = await confirm(conversations, sessions, HERE)
    assert answer.plain == "Koden stemmer. Varslene kommer på e-post til n…@kommune.example."
    assert "på e-post" in (await say(conversations, "hva får jeg varsel om?")).plain


async def test_another_conversation_finds_its_wishes_again_by_the_address(
    conversations: Conversations, sessions: Sessions
) -> None:
    await say(conversations, "minn meg på klimasats")
    await confirm(conversations, sessions, HERE)
    await confirm(conversations, sessions, THERE)
    assert "Klimasats" in (await say(conversations, "hva får jeg varsel om?", THERE)).plain
    assert await count(sessions, Person) == 1


async def test_all_doors_of_one_person_at_once_never_wait_in_a_circle(
    conversations: Conversations, sessions: Sessions
) -> None:
    """Two conversations and two letters write about the same wishes, in different orders."""
    for place in (HERE, THERE):
        await confirm(conversations, sessions, place)
    async with sessions() as session:
        person = (await session.scalars(select(Person.id))).one()
    stop = Message(Place("email", ""), NOW, action=Action("stop", "all"))
    state = State(language="nb", region="trondelag")
    for _ in range(_ROUNDS):
        await asyncio.gather(
            say(conversations, "send ukesbrev om skole, klima og helse"),
            conversations.errand(stop, person, state),
            say(conversations, "send ukesbrev om helse, klima og skole", THERE),
            conversations.errand(stop, person, state),
        )
    assert await count(sessions, Person) == 1


@pytest.mark.parametrize("way", ["button", "page"])
async def test_to_be_forgotten_empties_every_table(
    conversations: Conversations, sessions: Sessions, way: str
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
        assert await count(sessions, table) == 1
    for table in (Delivery, PersonalCalendar):
        assert await count(sessions, table) == 0


async def test_all_that_is_kept_is_shown_and_no_address_whole(
    conversations: Conversations,
) -> None:
    await say(conversations, "minn meg på klimasats og send ukesbrev om skole")
    await say(conversations, "ikke mer om vinnova")
    await say(conversations, "kalenderlenke til mine frister")
    await say(conversations, "varsle meg på e-post: noen@kommune.example")
    shown = (await press(conversations, Action("privacy_show"))).plain
    for kept in (
        "Kjent siden: 23. november",
        "Følger: Klimasats og skole",
        "Veier til deg: denne samtalen og n…@kommune.example (ikke bekreftet)",
        "Kalender: en hemmelig adresse",
    ):
        assert kept in shown
    assert "noen@" not in shown


async def test_notices_follow_to_another_municipality(
    conversations: Conversations, sessions: Sessions
) -> None:
    await say(conversations, "minn meg på klimasats")
    await say(conversations, "jeg jobber i Namsos")
    async with sessions() as session:
        person = (await session.scalars(select(Person))).one()
    assert (person.region, person.municipality) == ("trondelag", "namsos")
