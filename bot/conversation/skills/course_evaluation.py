"""What those who asked for training say of a course: not mine; and three short answers after it."""

import re

from bot.conversation.skills.unclear import unclear
from bot.conversation.state import Pending
from bot.conversation.turn import Turn
from bot.ideas.forum import Forum, ForumError
from bot.message import Reply

_ARGUMENT = re.compile(r"([0-9]{1,15})\.([0-9]{1,15})(?:=([1-5])([yn]?))?")
_LONGEST = 1000


async def course_not_mine(turn: Turn, argument: str) -> Reply:
    """«Ikke det jeg trenger»: the need waits for another course."""
    match = _ARGUMENT.fullmatch(argument)
    if match is None:
        return await unclear(turn)
    say = turn.say
    try:
        await (await _forum(turn)).not_for_me(int(match[1]), int(match[2]))
    except ForumError as error:
        return _refused(turn, error)
    return Reply(turn.language, (say.line("courses.not_mine"),))


async def course_useful(turn: Turn, argument: str) -> Reply:
    """The first answer was given: ask the second question."""
    match = _ARGUMENT.fullmatch(argument)
    if match is None or not match[3]:
        return await unclear(turn)
    say, before = turn.say, f"{match[1]}.{match[2]}={match[3]}"
    return Reply(
        turn.language,
        (say.line("courses.evaluation.used"),),
        buttons=(
            say.button("courses.button.used", "course_used", f"{before}y"),
            say.button("courses.button.not_used", "course_used", f"{before}n"),
        ),
    )


async def course_used(turn: Turn, argument: str) -> Reply:
    """The second answer was given: ask the last question; it may be left out."""
    match = _ARGUMENT.fullmatch(argument)
    if match is None or not match[4]:
        return await unclear(turn)
    turn.remember(pending=Pending("missing", "register_training_need", (argument,)))
    say = turn.say
    skip = say.button("courses.button.skip", "course_skip", argument)
    return Reply(turn.language, (say.line("courses.evaluation.missing"),), buttons=(skip,))


async def course_skip(turn: Turn, argument: str) -> Reply:
    """«Hopp over»: keep the two answers."""
    return await _keep(turn, argument, "")


async def course_missing(turn: Turn, words: str) -> Reply | None:
    """Keep all three answers, the last in the person's own words."""
    pending = turn.state.pending
    if pending is None or pending.question != "missing" or not pending.options:
        return None
    return await _keep(turn, pending.options[0], words[:_LONGEST])


async def _keep(turn: Turn, argument: str, missing: str) -> Reply:
    match = _ARGUMENT.fullmatch(argument)
    if match is None or not match[4]:
        return await unclear(turn)
    turn.remember(pending=None)
    try:
        await (await _forum(turn)).answer(
            int(match[1]),
            int(match[2]),
            useful=int(match[3]),
            used=match[4] == "y",
            missing=missing,
        )
    except ForumError as error:
        return _refused(turn, error)
    return Reply(turn.language, (turn.say.line("courses.evaluation.thanks"),))


async def _forum(turn: Turn) -> Forum:
    return Forum(turn.desk.session, turn.kb, await turn.desk.known(), turn.message.at)


def _refused(turn: Turn, error: ForumError) -> Reply:
    return Reply(turn.language, (turn.say.line(f"courses.refused.{error.reason}"),))
