"""Whatever somebody types or presses, one turn gives one answer within the rules of the voice."""

import asyncio
from datetime import UTC, datetime

from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.conversation.dialogue import take_turn
from bot.conversation.outcome import Outcome
from bot.conversation.state import State
from bot.message import Action, Message, Place, Reply
from bot.notices.desk import Desk
from bot.notices.desk.passing import passing_sessions
from tests.dialogues.play import CARRIERS, engine, knowledge

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
PLACE = Place("chat", "bad input")

STATES = st.sampled_from(
    [
        State(),
        State(region="trondelag", municipality="namsos", intent="route_idea", text="en idé"),
        State(region="norrbotten", language="sv"),
        State(municipality="nowhere", region="nowhere", programme="nothing", topic="nothing"),
    ]
)


def turn(state: State, *, text: str | None = None, action: Action | None = None) -> Reply:
    message = Message(PLACE, NOW, text=text, action=action)
    outcome = asyncio.run(_turn(state, message))
    assert State.load(outcome.state.dump()) == outcome.state
    return outcome.reply


async def _turn(state: State, message: Message) -> Outcome[Reply]:
    async with passing_sessions() as sessions, sessions() as session:
        desk = Desk(session, PLACE, NOW, CARRIERS)
        return await take_turn(knowledge(), engine(), state, message, desk)


def check(reply: Reply) -> None:
    assert reply.lines
    assert all(line.plain.strip() for line in reply.lines)
    assert len(reply.buttons) <= 3
    for button in (*reply.buttons, *reply.more):
        assert (button.action is None) != (button.url is None)
        if button.action:
            assert len(button.action.encode().encode()) <= 64


@settings(max_examples=150)
@given(text=st.text(max_size=300), state=STATES)
@example(text="", state=State())
@example(text="   \n\t", state=State())
@example(text="\x00\x07\x1b[31m", state=State())
@example(text="🚀" * 200, state=State())
@example(text="\u202eidé en har jeg\u202c", state=State())
@example(text="<script>alert(1)</script>", state=State())
@example(text="'; DROP TABLE record; --", state=State())
@example(text="[[utgått]] {name} %s {0}", state=State())
def test_any_text_is_answered(text: str, state: State) -> None:
    check(turn(state, text=text))


@settings(max_examples=100)
@given(name=st.text(max_size=20), argument=st.text(max_size=40), state=STATES)
@example(name="place", argument="nowhere", state=State())
@example(name="about", argument="", state=State())
@example(name="intent", argument="drop", state=State())
@example(name="language", argument="xx", state=State())
@example(name="why", argument="", state=State(rules=("gone",)))
def test_any_button_is_answered(name: str, argument: str, state: State) -> None:
    check(turn(state, action=Action(name, argument)))


def test_twenty_thousand_characters_are_answered() -> None:
    check(turn(State(), text="Vi vil teste sensorer i Namsos. " * 700))


def test_a_state_of_an_unknown_version_is_read_as_far_as_it_is_known() -> None:
    assert State.load('{"municipality": "namsos", "mood": "good"}') == State(municipality="namsos")
