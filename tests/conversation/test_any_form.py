"""Every form in every language, and whatever is filled in there."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import get_args

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.conversation.dialogue import take_turn
from bot.conversation.forms import FORMS
from bot.conversation.forms.case_form import CASE_FORMS
from bot.conversation.open_form import open_form
from bot.conversation.state import State
from bot.form import YES, Fields, Form
from bot.ideas.shared_needs import SharedNeeds
from bot.message import Action, Language, Message, Place, Reply
from bot.notices.desk import Desk
from bot.notices.desk.passing import passing_sessions
from bot.speech.speaker import Speaker
from tests.conversation.asking import shipped
from tests.conversation.filling import CLIENT, CONTACT, NURSE, TEXT, ask_back, hand_over, pressed
from tests.dialogues.play import CARRIERS, engine, knowledge
from tests.ideas.people import MONDAY

LANGUAGES: tuple[Language, ...] = get_args(Language)
ARGUMENTS = {"idea_form": ("", "idea", "support", "training", "area"), "follow_form": ("",)}
WORKS_IN = State(region="trondelag", municipality="namsos")
NAMES = ("text", "title", "municipality", "theme", "wish", "people", "shared", "choice", "until")
LISTS = ("programme", "themes", "programmes", "meetings", "all", "way", "leads")
WORDS = st.sampled_from(
    [
        *(TEXT, CLIENT, "x" * 2_001, "\x00\ud800", "", YES),
        *("namsos", "oslo", "14", "money", "weekly", "TWO_WEEKS"),
        *("parked", "not_ours", "dialogue", "2027-03-01", "2026-11-23", "klimasats"),
        *("theme=education", "programme=x", "sekretariatet-distriktforsk", "foui-kontakt@namsos"),
    ]
)
FIELDS = st.dictionaries(
    st.sampled_from(NAMES + LISTS),
    st.lists(WORDS | st.text(max_size=20), max_size=3).map(tuple),
    min_size=1,
)


def place_of(name: str) -> Place:
    """Who fills a form in: whoever received an idea, or whoever sent it."""
    return CONTACT if name in ("idea_pass", "idea_ask", "idea_decline", "idea_outcome") else NURSE


@asynccontextmanager
async def desk_of(name: str) -> AsyncIterator[Desk]:
    """The desk of who fills a form in; for the forms of cases, with an idea that is open."""
    async with passing_sessions() as sessions:
        if name in CASE_FORMS:
            await hand_over(sessions)
        if name == "idea_answer":
            await ask_back(sessions, "hvor mange?")
        async with sessions() as session:
            yield Desk(session, place_of(name), MONDAY, CARRIERS)


async def opened(name: str, argument: str, language: Language, state: State) -> Form | Reply:
    message = pressed(name, argument, place_of(name), language)
    state = state.with_(language=language)
    async with desk_of(name) as desk:
        return (await open_form(shipped(), state, message, desk, SharedNeeds())).reply


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("state", [State(), WORKS_IN], ids=["unknown", "known"])
@pytest.mark.parametrize("name", FORMS)
async def test_every_form_fits_every_channel(name: str, state: State, language: Language) -> None:
    for argument in ARGUMENTS.get(name, ("1.1",)):
        form = await opened(name, argument, language, state)
        assert isinstance(form, Form)
        assert form.language == language
        assert 0 < len(form.title) <= 24
        assert 0 < len(form.submit) <= 24
        assert len(form.action.encode().encode()) <= 64
        assert len({it.name for it in form.fields}) == len(form.fields)
        for field in form.fields:
            assert field.label
            assert len(field.choices) <= 100
            assert bool(field.choices) == (field.kind in ("choice", "choices"))
            assert len({it.value for it in field.choices}) == len(field.choices)
            assert all(0 < len(it.label) <= 75 for it in field.choices)
            assert all(0 < len(it.value) <= 75 for it in field.choices)
            if field.choices:
                assert set(field.value) <= {it.value for it in field.choices}


async def filled(name: str, argument: str, fields: Fields) -> tuple[Reply, State]:
    action = Action(name, argument)
    message = Message(place_of(name), MONDAY, action=action, language="nb", fields=fields)
    async with desk_of(name) as desk:
        outcome = await take_turn(knowledge(), engine(), State(language="nb"), message, desk)
    return outcome.reply, outcome.state


@settings(max_examples=100)
@given(name=st.sampled_from(list(FORMS)), fields=FIELDS)
@example(name="idea_form", fields={"text": (CLIENT,), "municipality": ("namsos",)})
@example(name="idea_form", fields={"text": (TEXT,), "municipality": ("namsos",)})
@example(name="idea_outcome", fields={"choice": ("parked",), "until": ("2027-03-01",)})
@example(name="follow_form", fields={"themes": ("theme=education",)})
def test_what_is_found_at_once_is_found_again(name: str, fields: Fields) -> None:
    argument = ARGUMENTS.get(name, ("1.2" if name == "idea_answer" else "1.1",))[0]
    say = Speaker("nb", MONDAY.date(), shipped())
    faults = FORMS[name].faults(say, argument, fields)
    reply, state = asyncio.run(filled(name, argument, fields))
    for sentence in faults.values():
        assert sentence in reply.plain
    assert State.load(state.dump()) == state
    if faults:
        assert state == State(language="nb"), "nothing is kept"
        assert reply.lines[0].plain == "Skjemaet er ikke lagret ennå."
    elif name in ("idea_form", "follow_form", "idea_ask", "idea_decline", "idea_add"):
        assert reply.lines[0].plain != "Skjemaet er ikke lagret ennå."


@given(name=st.sampled_from(list(FORMS)), argument=st.text(max_size=20), fields=FIELDS)
def test_looking_through_a_form_never_raises(name: str, argument: str, fields: Fields) -> None:
    say = Speaker("sv", MONDAY.date(), shipped())
    assert all(it.endswith(".") for it in FORMS[name].faults(say, argument, fields).values())
