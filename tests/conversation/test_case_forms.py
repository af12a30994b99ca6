"""Forms of ideas that were sent: each takes one step of the relay, once, for those who may."""

import pytest
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.conversation.service import Conversations
from bot.form import Form
from bot.message import Place, Reply
from tests.conversation.filling import (
    CLIENT,
    CONTACT,
    NURSE,
    STRANGER,
    ask_back,
    hand_over,
    offered,
    pressed,
    steps,
    values,
)
from tests.ideas.people import SECRETARIAT

Sessions = async_sessionmaker[AsyncSession]
pytestmark = pytest.mark.with_packs

OF_CONTACT = (
    ("idea_ask", {"text": "Har dere valgt leverandør?"}, "asked", "Spørsmålet er sendt."),
    (
        "idea_pass",
        {"choice": SECRETARIAT.key, "text": "se på den"},
        "passed_on",
        "sendt videre til",
    ),
    ("idea_decline", {"choice": "not_ours", "text": ""}, "declined", "er avslått"),
    ("idea_outcome", {"choice": "dialogue", "text": ""}, "outcome", "er merket"),
    (
        "idea_outcome",
        {"choice": "parked", "until": "2027-03-01", "text": "i vår"},
        "outcome",
        "Mandag 1. mars 2027 vekker jeg saken.",
    ),
    (
        "idea_outcome",
        {"choice": "parked", "programme": "distriktforsk", "text": ""},
        "outcome",
        "Jeg vekker saken når en utlysning åpner.",
    ),
)


@pytest.fixture
async def conversations(sessions: Sessions) -> Conversations:
    conversations = Conversations(sessions, ("web", "email"))
    await conversations.start()
    return conversations


@pytest.mark.parametrize(("name", "fields", "step", "told"), OF_CONTACT)
async def test_whoever_has_it_fills_in_and_twice_counts_once(
    conversations: Conversations,
    sessions: Sessions,
    name: str,
    fields: dict[str, str],
    step: str,
    told: str,
) -> None:
    await hand_over(sessions)
    form = await conversations.form(pressed(name, "1.1", CONTACT))
    assert isinstance(form, Form)
    assert form.action.encode() == f"{name}:1.1"
    assert fields.keys() <= values(form).keys()
    filled = pressed(name, "1.1", CONTACT, **fields)
    assert conversations.faults(filled) == {}
    first, second = await conversations.turn(filled), await conversations.turn(filled)
    assert told in first.plain
    assert second == first
    assert await steps(sessions) == ["sent", step]


@pytest.mark.parametrize(
    ("name", "step", "told"),
    [
        ("idea_answer", "answered", "Svaret «tolv» er sendt."),
        ("idea_add", "added", "tolv"),
        ("idea_change", "changed", "tolv"),
    ],
)
async def test_whoever_sent_it_fills_in(
    conversations: Conversations, sessions: Sessions, name: str, step: str, told: str
) -> None:
    await hand_over(sessions)
    await ask_back(sessions, "hvor mange?")
    form = await conversations.form(pressed(name, "1.2"))
    assert isinstance(form, Form)
    filled = pressed(name, "1.2", text="tolv")
    first, second = await conversations.turn(filled), await conversations.turn(filled)
    assert told in first.plain
    assert second == first
    assert await steps(sessions) == ["sent", "asked", step]


async def test_who_answers_sees_the_question_and_who_changes_the_text(
    conversations: Conversations, sessions: Sessions
) -> None:
    idea = await hand_over(sessions)
    await ask_back(sessions, "hvor mange?")
    answer = await conversations.form(pressed("idea_answer", "1.2"))
    assert isinstance(answer, Form)
    assert "«hvor mange?»" in answer.lines[0].plain
    assert values(await conversations.form(pressed("idea_change", "1.2")))["text"] == (
        idea.life.text,
    )


async def test_it_can_be_passed_on_to_those_who_can_be_reached(
    conversations: Conversations, sessions: Sessions
) -> None:
    await hand_over(sessions)
    names = list(offered(await conversations.form(pressed("idea_pass", "1.1", CONTACT)), "choice"))
    assert "Sekretariatet i fylkeskommunen" in names
    assert "FoUI-kontakten i Namsos kommune" not in names
    odd = pressed("idea_pass", "1.1", CONTACT, choice="foui-kontakt@oslo", text="")
    assert "Velg hvem som skal ha saken." in (await conversations.turn(odd)).plain
    right = pressed("idea_pass", "1.1", CONTACT, choice=SECRETARIAT.key, text="")
    assert "sendt videre til sekretariatet" in (await conversations.turn(right)).plain


@pytest.mark.parametrize("place", [NURSE, STRANGER])
@pytest.mark.parametrize("name", sorted({it[0] for it in OF_CONTACT}))
async def test_nobody_else_gets_the_form_or_can_fill_it_in(
    conversations: Conversations, sessions: Sessions, name: str, place: Place
) -> None:
    await hand_over(sessions)
    assert isinstance(await conversations.form(pressed(name, "1.1", place)), Reply)
    fields = next(it[1] for it in OF_CONTACT if it[0] == name)
    await conversations.turn(pressed(name, "1.1", place, **fields))
    assert await steps(sessions) == ["sent"]


async def test_a_form_that_came_too_late_says_so(
    conversations: Conversations, sessions: Sessions
) -> None:
    await hand_over(sessions)
    await conversations.turn(pressed("idea_decline", "1.1", CONTACT, choice="not_ours", text=""))
    late = await conversations.form(pressed("idea_ask", "1.1", CONTACT))
    assert isinstance(late, Reply)
    filled = pressed("idea_ask", "1.1", CONTACT, text="hvor mange?")
    assert (await conversations.turn(filled)).plain == late.plain
    assert await steps(sessions) == ["sent", "declined"]


@pytest.mark.parametrize(
    ("name", "fields", "field"),
    [
        ("idea_ask", {"text": " "}, "text"),
        ("idea_ask", {"text": CLIENT}, "text"),
        ("idea_ask", {"text": "x" * 2_001}, "text"),
        ("idea_pass", {"text": "se på den"}, "choice"),
        ("idea_decline", {"choice": "whatever"}, "choice"),
        ("idea_outcome", {"choice": "parked", "until": "2026-11-23"}, "until"),
        ("idea_outcome", {"choice": "parked", "until": "i morgen"}, "until"),
    ],
)
async def test_what_is_wrong_is_said_at_once_and_nothing_happens(
    conversations: Conversations,
    sessions: Sessions,
    name: str,
    fields: dict[str, str],
    field: str,
) -> None:
    await hand_over(sessions)
    filled = pressed(name, "1.1", CONTACT, **fields)
    faults = conversations.faults(filled)
    assert list(faults) == [field]
    reply = await conversations.turn(filled)
    assert faults[field] in reply.plain
    assert reply.buttons[0].action == filled.action
    assert await steps(sessions) == ["sent"]


async def test_a_choice_made_in_words_goes_on_in_words(
    conversations: Conversations, sessions: Sessions
) -> None:
    await hand_over(sessions)
    told = await conversations.form(pressed("idea_decline", "1.1=not_ours!", CONTACT))
    assert isinstance(told, Reply)
    assert await steps(sessions) == ["sent", "declined"]
