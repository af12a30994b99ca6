"""Forms pressed and filled in, and an idea that lies with somebody."""

from collections.abc import Iterator, Mapping

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.form import Form
from bot.ideas.idea import Idea
from bot.ideas.ledger import find
from bot.ideas.relay import Relay
from bot.ideas.step import Step
from bot.ideas.tables import StoredStep
from bot.message import Action, Language, Message, Place, Reply
from bot.notices.desk.people import find_person
from tests.conversation.asking import shipped
from tests.ideas.people import MONDAY, NAMSOS, SENSORS, holder, somebody

NURSE = Place("web", "nurse")
CONTACT = Place("web", "contact")
STRANGER = Place("web", "stranger")
TEXT = "Vi i hjemmetjenesten vil teste sensorer."
IDEA = {"text": TEXT, "municipality": "namsos", "wish": "partner", "title": "", "shared": ""}
CLIENT = "Kari Nordmann har kreft og trenger hjelp."


def pressed(
    name: str,
    argument: str = "",
    place: Place = NURSE,
    language: Language = "nb",
    **fields: str,
) -> Message:
    """A button, or a form with what was filled in."""
    filled = {name: (it,) if it else () for name, it in fields.items()}
    return Message(place, MONDAY, action=Action(name, argument), language=language, fields=filled)


def values(form: Form | Reply) -> Mapping[str, tuple[str, ...]]:
    """What stands in a form."""
    assert isinstance(form, Form)
    return {it.name: it.value for it in form.fields}


def offered(form: Form | Reply, field: str) -> Iterator[str]:
    """What can be chosen there, as it is called."""
    assert isinstance(form, Form)
    return (choice.label for it in form.fields if it.name == field for choice in it.choices)


async def hand_over(sessions: async_sessionmaker[AsyncSession]) -> Idea:
    """Let the nurse send an idea to the contact."""
    async with sessions.begin() as session:
        nurse = await somebody(session, "nurse")
        await holder(session, "contact", NAMSOS)
        sent = await Relay(session, shipped(), nurse, MONDAY).send(SENSORS, "nb", "press")
    return sent.idea


async def ask_back(sessions: async_sessionmaker[AsyncSession], question: str) -> Idea:
    """Let the contact ask the nurse something."""
    async with sessions.begin() as session:
        idea = await find(session, "IDE-2026-0001")
        assert idea
        contact = await find_person(session, CONTACT)
        step = Step("asked", "receiver", MONDAY, question, text=question)
        return (await Relay(session, shipped(), contact, MONDAY).take(idea.id, step)).idea


async def steps(sessions: async_sessionmaker[AsyncSession]) -> list[str]:
    """What has happened to all ideas."""
    async with sessions() as session:
        order = (StoredStep.idea_id, StoredStep.seq)
        return list(await session.scalars(select(StoredStep.kind).order_by(*order)))
