"""Forms: opened by an action, filled in once, and the same as what is asked in words."""

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.conversation.service import Conversations
from bot.conversation.tables import StoredConversation
from bot.form import YES, Form
from bot.ideas.tables import StoredIdea
from bot.message import Action, Message, Reply
from tests.conversation.filling import CLIENT, IDEA, NURSE, TEXT, offered, pressed, values
from tests.ideas.people import MONDAY

Sessions = async_sessionmaker[AsyncSession]
pytestmark = pytest.mark.with_packs


def send_button(reply: Reply) -> Action:
    """The button that sends what is shown."""
    return next(it.action for it in reply.buttons if it.action and it.action.name == "idea_yes")


@pytest.fixture
async def conversations(sessions: Sessions) -> Conversations:
    conversations = Conversations(sessions, ("web", "email"))
    await conversations.start()
    return conversations


async def test_from_a_form_to_a_receipt(conversations: Conversations) -> None:
    form = await conversations.form(pressed("idea_form"))
    assert isinstance(form, Form)
    assert values(form) == dict.fromkeys(values(form), ())
    shown = await conversations.turn(pressed("idea_form", form.action.argument, **IDEA))
    assert f"«{TEXT}»" in shown.plain
    assert "postmottak@namsos.kommune.no" in shown.plain
    sent = await conversations.turn(Message(NURSE, MONDAY, action=send_button(shown)))
    assert "IDE-2026-0001" in sent.plain


async def test_filled_in_twice_is_sent_once(
    conversations: Conversations, sessions: Sessions
) -> None:
    filled = pressed("idea_form", "idea", **IDEA)
    first, second = await conversations.turn(filled), await conversations.turn(filled)
    assert first == second
    for shown in (first, second):
        await conversations.turn(Message(NURSE, MONDAY, action=send_button(shown)))
    async with sessions() as session:
        assert len((await session.scalars(select(StoredIdea.id))).all()) == 1


async def test_it_goes_on_from_the_conversation_and_back(conversations: Conversations) -> None:
    said = "Vi i Namsos vil teste sensorer i hjemmetjenesten, hvor går jeg?"
    await conversations.turn(Message(NURSE, MONDAY, text=said))
    begun = values(await conversations.form(pressed("idea_form")))
    assert begun["municipality"] == ("namsos",)
    assert begun["theme"] == ("health_care",)
    assert "teste sensorer" in begun["text"][0]
    await conversations.turn(pressed("idea_form", "idea", **IDEA))
    again = values(await conversations.form(pressed("idea_form")))
    assert (again["text"], again["wish"]) == ((TEXT,), ("partner",))


async def test_a_message_that_becomes_an_idea_leaves_the_draft_alone(
    conversations: Conversations,
) -> None:
    await conversations.turn(pressed("idea_form", "idea", **IDEA))
    other = "Kan vi få ladestasjoner ved sykehjemmet?"
    form = values(await conversations.form(pressed("idea_form", text=other)))
    assert form["text"] == (other,)
    assert (form["wish"], form["municipality"]) == ((), ("namsos",))
    kept = values(await conversations.form(pressed("idea_form")))
    assert kept["text"] == (TEXT,)


async def test_own_region_comes_first_and_all_are_there(conversations: Conversations) -> None:
    await conversations.turn(Message(NURSE, MONDAY, text="Jag jobbar i Kalix kommun"))
    form = await conversations.form(pressed("idea_form"))
    places = list(offered(form, "municipality"))
    assert form.language == "sv"
    assert len(places) == 60
    assert places[:2] == ["Arjeplog", "Arvidsjaur"]
    assert "Namsos (Trøndelag)" in places


async def test_a_need_for_training_asks_how_many(conversations: Conversations) -> None:
    form = await conversations.form(pressed("idea_form", "training"))
    assert "people" in values(form)
    assert "wish" not in values(form)
    filled = {"text": "Budsjettoppfølging", "municipality": "kongsberg", "people": "14"}
    shown = await conversations.turn(pressed("idea_form", "training", **filled))
    assert "Antall: 14" in shown.plain


async def test_a_client_is_stopped_before_anything_is_kept(
    conversations: Conversations, sessions: Sessions
) -> None:
    filled = pressed("idea_form", "idea", **{**IDEA, "text": CLIENT})
    assert "Teksten ser ut til å gjelde én person" in conversations.faults(filled)["text"]
    reply = await conversations.turn(filled)
    assert "Teksten ser ut til å gjelde én person" in reply.plain
    assert reply.buttons[0].action == Action("idea_form", "idea")
    async with sessions() as session:
        assert not (await session.scalars(select(StoredConversation.state))).all()


async def test_where_there_are_no_forms_the_idea_is_asked_for_in_words(
    conversations: Conversations,
) -> None:
    reply = await conversations.turn(pressed("idea_form"))
    assert reply.plain == "Hva vil dere prøve, og hvilken kommune jobber du i?"


async def test_what_opens_no_form_is_a_turn(conversations: Conversations) -> None:
    told = await conversations.form(pressed("help"))
    assert told == await conversations.turn(pressed("help"))
    assert isinstance(told, Reply)


async def test_what_is_followed_as_a_form_is_followed(conversations: Conversations) -> None:
    await conversations.turn(Message(NURSE, MONDAY, text="Jeg jobber i Namsos"))
    form = await conversations.form(pressed("follow_form"))
    assert {"Helse og omsorg", "Kultur og frivillighet"} <= set(offered(form, "themes"))
    assert "Klimasats" in offered(form, "programmes")
    assert "FoUI-nettverket" in offered(form, "meetings")
    assert isinstance(form, Form)
    filled = pressed(
        "follow_form",
        form.action.argument,
        themes="theme=education",
        programmes="programme=klimasats",
        way="weekly",
    )
    told = await conversations.turn(filled)
    assert "Klimasats" in told.plain
    assert "ukebrev mandager" in told.plain
    again = await conversations.turn(filled)
    assert again.plain.startswith("Det følger du allerede.")


async def test_how_early_is_kept(conversations: Conversations) -> None:
    fields = {
        "themes": ("theme=education",),
        "leads": ("TWO_WEEKS", "SAME_DAY"),
        "way": ("at_once",),
    }
    message = Message(NURSE, MONDAY, action=Action("follow_form"), language="nb", fields=fields)
    told = await conversations.turn(message)
    assert "samme dag, og så to uker før" in told.plain


async def test_all_of_a_region_is_one_switch(conversations: Conversations) -> None:
    told = await conversations.turn(pressed("follow_form", "trondelag", all=YES))
    assert "Trøndelag" in told.plain
    assert told.plain.startswith("Det er ordnet.")


async def test_nothing_chosen_is_said_and_nothing_kept(conversations: Conversations) -> None:
    filled = pressed("follow_form", "trondelag", themes="theme=nothing", way="weekly")
    assert "Velg minst ett tema" in conversations.faults(filled)["themes"]
    assert "Velg minst ett tema" in (await conversations.turn(filled)).plain
    assert "ingenting" in (await conversations.turn(pressed("notices"))).plain
