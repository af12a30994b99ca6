"""Forms: opened by an action, filled in once, and the same as what is asked in words."""

from collections.abc import Mapping

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.conversation.service import Conversations
from bot.conversation.tables import StoredConversation
from bot.form import Form
from bot.ideas.tables import StoredIdea
from bot.message import Action, Language, Message, Place, Reply
from tests.conversation.asking import NOW

Sessions = async_sessionmaker[AsyncSession]
pytestmark = pytest.mark.with_packs

HERE = Place("chat", "nurse")
TEXT = "Vi i hjemmetjenesten vil teste sensorer."
IDEA = {"text": TEXT, "municipality": "namsos", "wish": "partner", "title": "", "shared": ""}
CLIENT = "Kari Nordmann har kreft og trenger hjelp."


def pressed(
    name: str,
    argument: str = "",
    place: Place = HERE,
    language: Language = "nb",
    **fields: str,
) -> Message:
    """A button, or a form with what was filled in."""
    filled = {name: (it,) if it else () for name, it in fields.items()}
    return Message(place, NOW, action=Action(name, argument), language=language, fields=filled)


def values(form: Form | Reply) -> Mapping[str, tuple[str, ...]]:
    """What stands in a form."""
    assert isinstance(form, Form)
    return {it.name: it.value for it in form.fields}


def send_button(reply: Reply) -> Action:
    """The button that sends what is shown."""
    return next(it.action for it in reply.buttons if it.action and it.action.name == "idea_yes")


@pytest.fixture
def conversations(sessions: Sessions) -> Conversations:
    return Conversations(sessions, ("chat", "web", "email"))


async def test_from_a_form_to_a_receipt(conversations: Conversations) -> None:
    form = await conversations.form(pressed("idea_form"))
    assert isinstance(form, Form)
    assert values(form) == dict.fromkeys(values(form), ())
    shown = await conversations.turn(pressed("idea_form", form.action.argument, **IDEA))
    assert f"«{TEXT}»" in shown.plain
    assert "postmottak@namsos.kommune.no" in shown.plain
    sent = await conversations.turn(Message(HERE, NOW, action=send_button(shown)))
    assert "IDE-2026-0001" in sent.plain


async def test_filled_in_twice_is_sent_once(
    conversations: Conversations, sessions: Sessions
) -> None:
    filled = pressed("idea_form", "idea", **IDEA)
    first, second = await conversations.turn(filled), await conversations.turn(filled)
    assert first == second
    for shown in (first, second):
        await conversations.turn(Message(HERE, NOW, action=send_button(shown)))
    async with sessions() as session:
        assert len((await session.scalars(select(StoredIdea.id))).all()) == 1


async def test_it_goes_on_from_the_conversation_and_back(conversations: Conversations) -> None:
    said = "Vi i Namsos vil teste sensorer i hjemmetjenesten, hvor går jeg?"
    await conversations.turn(Message(HERE, NOW, text=said))
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
    await conversations.turn(Message(HERE, NOW, text="Jag jobbar i Kalix kommun"))
    form = await conversations.form(pressed("idea_form"))
    assert isinstance(form, Form)
    places = next(it for it in form.fields if it.name == "municipality").choices
    assert form.language == "sv"
    assert len(places) == 60
    assert [it.label for it in places[:2]] == ["Arjeplog", "Arvidsjaur"]
    assert "Alvdal" not in [it.label for it in places]
    assert "Namsos (Trøndelag)" in [it.label for it in places]


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
    await conversations.start()
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
