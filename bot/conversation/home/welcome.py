"""For somebody new: what the bot can do, and where to begin."""

from bot.conversation.starters import further_starters
from bot.conversation.turn import Turn
from bot.home import Section


def welcome(turn: Turn) -> Section:
    """Say in two sentences what this is."""
    say = turn.say
    return Section(
        say.text("home.welcome"),
        (say.line("help.what"), say.line("home.hello")),
        buttons=(
            say.button("help.button.idea", "idea_form"),
            say.button("help.button.money", "funding"),
            say.button("help.button.deadlines", "deadlines"),
        ),
        more=further_starters(say),
    )
