"""«Hva kan du?»: what the bot is for and how to ask it."""

from bot.conversation.places import regions
from bot.conversation.starters import further_starters, starters
from bot.conversation.turn import Turn
from bot.message import Reply
from bot.speech.lines import one_line


async def help(turn: Turn) -> Reply:  # noqa: A001 - a skill is named like its intent
    """Say what the bot can do, for whom, and how to ask."""
    say = turn.say
    covers = say.line("help.regions", regions=regions(turn))
    return Reply(
        turn.language,
        (say.line("help.what"), one_line(say.line("help.how"), covers)),
        buttons=starters(say),
        more=further_starters(say),
    )
