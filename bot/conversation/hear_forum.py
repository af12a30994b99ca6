"""Words of those who sit in a forum, work for a whole region, or were on a course."""

from bot.conversation.skills.areas import areas
from bot.conversation.skills.course_evaluation import course_missing
from bot.conversation.skills.forum import course_preview, forum, sits_in_forum
from bot.conversation.turn import Turn
from bot.message import Reply
from intents.meaning import Meaning
from intents.wishes import asks_areas, asks_forum


async def hear_forum(turn: Turn, meaning: Meaning) -> Reply | None:
    """Take what a message says of courses; None where it says nothing of the kind.

    Who does not sit in the forum asks about it as about anything else.
    """
    pending = turn.state.pending
    if pending and pending.question == "course":
        return course_preview(turn, meaning.text)
    if pending and pending.question == "missing":
        return await course_missing(turn, meaning.text)
    if asks_areas(meaning.text):
        return await areas(turn)
    if asks_forum(meaning.text) and await sits_in_forum(turn):
        return await forum(turn)
    return None
