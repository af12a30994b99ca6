"""Where others read along, everything that can be asked or pressed stands in one table."""

from datetime import UTC, datetime
from typing import get_args

import pytest

from bot.conversation.actions import HANDLERS
from bot.conversation.dialogue import take_turn
from bot.conversation.public import ACTIONS, INTENTS
from bot.conversation.skills import SKILLS
from bot.conversation.state import State
from bot.message import Action, Language, Message, Place
from bot.notices.desk import Desk
from bot.notices.desk.passing import passing_sessions
from bot.speech.catalogue import catalogue
from tests.dialogues.play import engine, knowledge

_AT = datetime(2026, 11, 23, 11, tzinfo=UTC)
_THREAD = Place("slack", "T1/C1/1")
_PERSONAL = sorted(name for name, standing in ACTIONS.items() if standing == "personal")
_LANGUAGES: tuple[Language, ...] = get_args(Language)


def test_every_intent_and_every_action_has_a_standing() -> None:
    assert set(INTENTS) == set(SKILLS)
    assert set(ACTIONS) == set(HANDLERS)


@pytest.mark.parametrize("language", _LANGUAGES)
@pytest.mark.parametrize("name", _PERSONAL)
async def test_no_personal_button_does_anything_there(name: str, language: Language) -> None:
    before = State(language=language, region="trondelag", intent="explain", text="hva er FoUI")
    message = Message(_THREAD, _AT, action=Action(name, "1.1"), public=True)
    async with passing_sessions() as sessions, sessions() as session:
        desk = Desk(session, _THREAD, _AT, ("slack",))
        outcome = await take_turn(knowledge(), engine(), before, message, desk)
        assert await desk.known() is None
    assert outcome.state == before
    assert outcome.reply.plain == catalogue(language).text("public.between_two")
    assert (outcome.reply.buttons, outcome.reply.more) == ((), ())


@pytest.mark.parametrize("language", _LANGUAGES)
async def test_what_is_for_two_leads_to_where_nobody_else_reads(language: Language) -> None:
    message = Message(
        _THREAD,
        _AT,
        action=Action("inbox"),
        language=language,
        public=True,
        alone="https://chat.test/bot",
    )
    async with passing_sessions() as sessions, sessions() as session:
        desk = Desk(session, _THREAD, _AT, ("slack",))
        outcome = await take_turn(knowledge(), engine(), State(), message, desk)
    [button] = outcome.reply.buttons
    assert (button.url, len(button.label) <= 22) == ("https://chat.test/bot", True)
