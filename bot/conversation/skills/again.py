"""The last answer once more: in another language, or for another municipality."""

import dataclasses

from bot.conversation.skills import SKILLS
from bot.conversation.turn import Turn
from bot.message import Reply
from bot.speech.lines import one_line


async def say_again(turn: Turn) -> Reply:
    """Repeat the last answer in the language just chosen; without one, say that it is noted."""
    switched = turn.say.line("language.switched")
    intent = turn.state.intent
    if intent is None or intent == "set_profile":
        return Reply(turn.language, (switched,))
    turn.meaning = None
    turn.switched = False
    reply = await SKILLS[intent](turn)
    first = one_line(switched, reply.lines[0])
    return dataclasses.replace(reply, lines=(first, *reply.lines[1:]))


async def correct_place(turn: Turn, before: str | None) -> Reply:
    """Answer for the municipality that was meant, and say so where nothing else changes."""
    skill = SKILLS[turn.state.intent or "set_profile"]
    turn.meaning = None
    after = turn.state
    turn.remember(municipality=before)
    earlier = await skill(turn)
    turn.state = after
    reply = await skill(turn)
    place = turn.municipality
    noted = turn.say.line("place.noted", municipality=place.name if place else "")
    if [line.plain for line in reply.lines] != [line.plain for line in earlier.lines]:
        return dataclasses.replace(reply, lines=(noted, *reply.lines))
    region = turn.region
    if turn.state.intent == "list_deadlines" and region:
        same = turn.say.line("place.same_answer.deadline", region=turn.say.of(region.names))
    else:
        same = turn.say.line("place.same_answer")
    return dataclasses.replace(
        reply, lines=(one_line(noted, same),), cards=(), buttons=reply.buttons[:1], context=None
    )
