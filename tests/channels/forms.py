"""Every form that is registered, and what is said where it is filled in wrongly."""

from collections.abc import AsyncIterator
from typing import get_args

from bot.conversation.dialogue import take_turn
from bot.conversation.forms import FORMS
from bot.conversation.open_form import open_form
from bot.conversation.state import State
from bot.ideas.shared_needs import SharedNeeds
from bot.message import Action, Language, Message, Place
from bot.notices.desk import Desk
from bot.notices.desk.passing import passing_sessions
from tests.channels.cast import MONDAY, engine, knowledge
from tests.channels.thing import HOSTILE, Thing

_HERE = Place("slack", "T1/U1")
_GIVEN = {"text": (HOSTILE,)}


async def forms() -> AsyncIterator[Thing]:
    """Open each with somebody's words in it, and send it without what is required."""
    async with passing_sessions() as sessions, sessions() as session:
        desk, needs = Desk(session, _HERE, MONDAY, ()), SharedNeeds()
        for language in get_args(Language):
            state = State(language=language, region="trondelag")
            for name in FORMS:
                opened = Message(_HERE, MONDAY, action=Action(name), fields=_GIVEN)
                shown = await open_form(knowledge(), state, opened, desk, needs)
                yield Thing(f"{language} form {name}", shown.reply)
                filled = await take_turn(knowledge(), engine(), state, opened, desk, needs)
                yield Thing(f"{language} form {name}, not filled in", filled.reply)
