"""Where to begin: the buttons for somebody who has not asked anything yet."""

from bot.message import Button
from bot.speech.speaker import Speaker


def starters(say: Speaker) -> tuple[Button, ...]:
    """Give the three things that most people come for."""
    return (
        say.button("help.button.idea", "route"),
        say.button("help.button.money", "funding"),
        say.button("help.button.deadlines", "deadlines"),
    )


def further_starters(say: Speaker) -> tuple[Button, ...]:
    """Give what else there is, for the overflow."""
    return (
        say.button("help.button.meetings", "intent", "list_meetings"),
        say.button("help.button.courses", "intent", "list_courses"),
        say.button("help.button.person", "person"),
        say.button("help.button.privacy", "intent", "privacy"),
    )
