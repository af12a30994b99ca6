"""A person's own page: what is theirs and nobody else's, in their language, and short."""

from typing import get_args

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.conversation.service import Conversations
from bot.conversation.tables import StoredConversation
from bot.home import Home, Section
from bot.message import Action, Language, Message, Place
from bot.notices.desk import Desk, Profile, Wish
from bot.notices.tables import Person
from tests.conversation.asking import shipped
from tests.conversation.filling import CONTACT, IDEA, NURSE, STRANGER, ask_back, hand_over, pressed
from tests.ideas.people import MONDAY

Sessions = async_sessionmaker[AsyncSession]
pytestmark = pytest.mark.with_packs

LANGUAGES: tuple[Language, ...] = get_args(Language)


@pytest.fixture
def conversations(sessions: Sessions) -> Conversations:
    return Conversations(sessions, ("web", "email"))


def section(page: Home, heading: str) -> Section:
    """The part of a page under a heading."""
    return next(it for it in page.sections if it.heading == heading)


def plain(part: Section) -> str:
    """The lines of a part."""
    return "\n".join(it.plain for it in part.lines).replace("\u00a0", " ")


async def works_in(conversations: Conversations, municipality: str, place: Place = NURSE) -> None:
    """Say where somebody works."""
    await conversations.turn(Message(place, MONDAY, action=Action("place", municipality)))


async def test_who_is_new_sees_what_the_bot_can_do(
    conversations: Conversations, sessions: Sessions
) -> None:
    page = await conversations.home(NURSE, MONDAY, "nb", "trondelag")
    headings = [it.heading for it in page.sections]
    assert headings == [
        "Velkommen til Idélos",
        "Neste frister",
        "Neste møter",
        "Om deg",
        "Personvern",
    ]
    assert page.sections[0].buttons[0].action == Action("idea_form")
    async with sessions() as session:
        assert not (await session.scalars(select(StoredConversation.state))).all()
        assert not (await session.scalars(select(Person.id))).all()


async def test_ideas_stand_with_where_they_are_and_what_is_begun(
    conversations: Conversations, sessions: Sessions
) -> None:
    await hand_over(sessions)
    await ask_back(sessions, "hvor mange?")
    await conversations.turn(pressed("idea_form", "idea", **IDEA))
    ideas = section(await conversations.home(NURSE, MONDAY, None, None), "Ideene dine")
    assert "Utkast, ikke sendt: «Vi i hjemmetjenesten vil teste sensorer" in plain(ideas)
    assert "IDE-2026-0001" in plain(ideas)
    assert "FoUI-kontakten i Namsos venter på svar fra deg: «hvor mange?»" in plain(ideas)
    actions = [it.action for it in ideas.buttons]
    assert actions == [Action("idea_form"), Action("idea_draft"), Action("idea_see", "1.2")]


async def test_cases_lie_under_the_role_that_has_them(
    conversations: Conversations, sessions: Sessions
) -> None:
    await hand_over(sessions)
    page = await conversations.home(CONTACT, MONDAY, None, None)
    cases = section(page, "FoUI-kontakten i Namsos kommune")
    assert cases == page.sections[0], "what waits comes first"
    assert plain(cases).startswith("Det ligger én åpen sak hos deg.")
    assert "IDE-2026-0001: Namsos, venter på svar" in plain(cases)
    assert cases.buttons[0].action == Action("idea_see", "1.1")


async def test_nobody_sees_what_is_not_theirs(
    conversations: Conversations, sessions: Sessions
) -> None:
    await hand_over(sessions)
    await works_in(conversations, "namsos", STRANGER)
    page = await conversations.home(STRANGER, MONDAY, None, None)
    told = "\n".join(plain(it) for it in page.sections)
    assert "IDE-2026" not in told
    assert "sensorer" not in told
    assert "Du har ikke sendt noen idé herfra ennå." in told


async def test_what_is_followed_can_be_turned_off_and_on_again(
    conversations: Conversations,
) -> None:
    await works_in(conversations, "namsos")
    await conversations.turn(pressed("follow", "programme=klimasats"))
    await conversations.turn(pressed("follow", "theme=education&weekly"))
    switches = section(
        await conversations.home(NURSE, MONDAY, None, None), "Varslene dine"
    ).switches
    assert [(it.label, it.is_on) for it in switches] == [
        ("Klimasats", True),
        ("Skole (ukebrev)", True),
    ]
    await conversations.turn(Message(NURSE, MONDAY, action=switches[0].off))
    off = section(await conversations.home(NURSE, MONDAY, None, None), "Varslene dine").switches
    assert {it.label: it.is_on for it in off} == {"Skole (ukebrev)": True, "Klimasats": False}
    await conversations.turn(Message(NURSE, MONDAY, action=switches[0].on))
    on = section(await conversations.home(NURSE, MONDAY, None, None), "Varslene dine").switches
    assert {it.label: it.is_on for it in on} == {"Skole (ukebrev)": True, "Klimasats": True}


async def test_ten_are_shown_and_the_rest_behind_a_button(
    conversations: Conversations, sessions: Sessions
) -> None:
    wishes = [Wish("programme", it) for it in list(shipped().programmes)[:14]]
    async with sessions.begin() as session:
        desk = Desk(session, NURSE, MONDAY, ("web",))
        await desk.follow(wishes, Profile("nb", "trondelag", "namsos"))
    followed = section(await conversations.home(NURSE, MONDAY, None, None), "Varslene dine")
    assert len(followed.switches) == 10
    assert Action("notices") in [it.action for it in followed.buttons]


async def test_dates_are_those_of_the_region_nearest_first(conversations: Conversations) -> None:
    await works_in(conversations, "kalix")
    page = await conversations.home(NURSE, MONDAY, None, None)
    assert page.language == "sv"
    deadlines = section(page, "Kommande sista ansökningsdagar")
    days = [it.label for it in deadlines.lines if it.label]
    assert 1 <= len(days) <= 3
    assert "Källor:" in plain(deadlines) or "Källa:" in plain(deadlines)


async def test_place_and_language_can_be_changed(conversations: Conversations) -> None:
    await works_in(conversations, "namsos")
    you = section(await conversations.home(NURSE, MONDAY, None, None), "Om deg")
    assert plain(you) == "Språk: Bokmål\nKommune: Namsos"
    swedish = next(it.action for it in (*you.buttons, *you.more) if it.label == "Svenska")
    await conversations.turn(Message(NURSE, MONDAY, action=swedish))
    assert (await conversations.home(NURSE, MONDAY, None, None)).language == "sv"


@pytest.mark.parametrize("language", LANGUAGES)
async def test_the_page_fits_every_channel_in_every_language(
    conversations: Conversations, sessions: Sessions, language: Language
) -> None:
    await hand_over(sessions)
    for place in (NURSE, CONTACT):
        await works_in(conversations, "namsos", place)
        await conversations.turn(pressed("language", language, place))
        await conversations.turn(pressed("follow", "region=trondelag", place))
    for place in (NURSE, CONTACT, STRANGER):
        page = await conversations.home(place, MONDAY, language, None)
        assert page.language == language
        assert len({it.heading for it in page.sections}) == len(page.sections)
        for part in page.sections:
            assert part.heading
            assert part.lines
            assert len(part.buttons) <= 3
            assert len(part.switches) <= 10
            assert all(len(it.label) <= 75 for it in part.switches)
            for button in (*part.buttons, *part.more):
                assert len(button.label) <= 22
                assert button.action
                assert len(button.action.encode().encode()) <= 64


async def test_nothing_is_deleted_by_one_press(conversations: Conversations) -> None:
    await works_in(conversations, "namsos")
    page = await conversations.home(NURSE, MONDAY, None, None)
    actions = [it.action for part in page.sections for it in (*part.buttons, *part.more)]
    assert Action("privacy_show") in actions
    assert "privacy_forget" not in [it.name for it in actions if it]


async def test_what_is_usual_fills_up_what_is_announced(conversations: Conversations) -> None:
    await works_in(conversations, "namsos")
    deadlines = section(await conversations.home(NURSE, MONDAY, None, None), "Neste frister")
    rows = [it for it in deadlines.lines if it.label]
    assert len(rows) == 3
    assert "pleier å være" in plain(deadlines)
