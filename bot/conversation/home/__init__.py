"""A person's own page in a channel that has one: what is theirs, from what waits to what is set."""

from bot.conversation.home.about_you import about_you, privacy
from bot.conversation.home.coming_dates import coming_dates
from bot.conversation.home.following import following
from bot.conversation.home.ideas import cases, own_ideas
from bot.conversation.home.welcome import welcome
from bot.conversation.state import State
from bot.conversation.turn import Turn
from bot.home import Home, Section

__all__ = ["home"]


async def home(turn: Turn) -> Home:
    """Draw the page. Who is new sees what the bot can do instead of empty lists."""
    if turn.state == State() and await turn.desk.known() is None:
        theirs: tuple[Section, ...] = (welcome(turn),)
    else:
        theirs = (*await cases(turn), await own_ideas(turn), await following(turn))
    dates = coming_dates(turn)
    return Home(turn.language, (*theirs, *dates, about_you(turn), privacy(turn)))
