"""«Takk»: nothing more to say than that the door stays open."""

from bot.conversation.turn import Turn
from bot.message import Reply


async def thanks(turn: Turn) -> Reply:
    """End the exchange without starting a new one; what is remembered stays."""
    return Reply(turn.language, (turn.say.line("thanks.answer"),))
