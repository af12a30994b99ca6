"""«Bli kjent»: two with a like need are brought together if both want to."""

import re

from bot.conversation.skills.unclear import unclear
from bot.conversation.turn import Turn
from bot.ideas.idea import Idea
from bot.ideas.introductions import Came, Introductions
from bot.ideas.press import Press, press
from bot.ideas.relay import RefusedStepError
from bot.message import Button, Line, Reply
from bot.speech.sentences import capital

_PAIR = re.compile(r"([0-9]{1,15})\.([0-9]{1,15})")


async def idea_meet(turn: Turn, argument: str) -> Reply:
    """Ask the one with the most alike need, without saying who asks."""
    pressed = Press.read(argument)
    if pressed is None:
        return await unclear(turn)
    try:
        return _came(turn, await (await _desk(turn)).wish(pressed.idea))
    except RefusedStepError:
        return _came(turn, "gone")


async def idea_meet_yes(turn: Turn, argument: str) -> Reply:
    """The one who was asked wants to."""
    return await _answer(turn, argument, yes=True)


async def idea_meet_no(turn: Turn, argument: str) -> Reply:
    """The one who was asked would rather not; the other one is told nothing."""
    return await _answer(turn, argument, yes=False)


async def like_line(turn: Turn, idea: Idea) -> tuple[Line, Button] | None:
    """Tell the one who sent an idea how many have a like need, and offer to meet; nothing of who
    they are."""
    count = await (await _desk(turn)).count(idea)
    if not count:
        return None
    say = turn.say
    line = say.line("meet.count", count=count, number=capital(say.count(count)))
    return line, Button(say.text("meet.button.meet"), press("idea_meet", idea))


async def _answer(turn: Turn, argument: str, *, yes: bool) -> Reply:
    match = _PAIR.fullmatch(argument)
    if match is None:
        return await unclear(turn)
    try:
        came = await (await _desk(turn)).answer(int(match[1]), int(match[2]), yes=yes)
    except RefusedStepError:
        came = "gone"
    return _came(turn, came)


async def _desk(turn: Turn) -> Introductions:
    person = await turn.desk.known()
    return Introductions(turn.desk.session, turn.kb, person, turn.message.at, turn.needs)


def _came(turn: Turn, came: Came) -> Reply:
    say = turn.say
    buttons: tuple[Button, ...] = ()
    if came == "no_address":
        buttons = (say.button("meet.button.address", "notice_address"),)
    return Reply(turn.language, (say.line(f"meet.came.{came}"),), buttons=buttons)
