"""«Hei»: a short greeting that says that this is a bot, and asks what it is about."""

from bot.conversation.places import regions
from bot.conversation.starters import further_starters, starters
from bot.conversation.turn import Turn
from bot.message import Reply


async def greet(turn: Turn) -> Reply:
    """Greet back and ask what the person wants."""
    say, place = turn.say, turn.municipality
    if place:
        hello = say.line("greet.hello.known", municipality=place.name)
        lines = (hello, say.line("greet.tell.known"))
    else:
        lines = (say.line("greet.hello", regions=regions(turn)), say.line("greet.tell"))
    return Reply(turn.language, lines, buttons=starters(say), more=further_starters(say))
