"""Two questions in one message: the first is answered, the second offered."""

from dataclasses import replace

from bot.conversation.state import Pending
from bot.conversation.turn import Turn
from bot.message import Reply
from bot.speech.lines import one_line


def offer_second(turn: Turn, reply: Reply) -> Reply:
    """Say at once that there were two questions and ask whether to go on with the second.

    Leaves the reply as it is where only one thing was asked, or where it asks back itself.
    """
    meaning = turn.meaning
    if meaning is None or meaning.second_intent is None or turn.state.pending:
        return reply
    first, second = _noun(turn, meaning.intent), _noun(turn, meaning.second_intent)
    if first is None or second is None or first == second:
        return reply
    say = turn.say
    options = (meaning.second_intent, *filter(None, (meaning.second_need,)))
    turn.remember(pending=Pending("second", meaning.intent, options))
    yes = say.button("second.yes", "second", meaning.second_intent, second=second)
    lines = (
        one_line(say.line("second.two", first=first), reply.lines[0]),
        *reply.lines[1:],
        say.line("second.go_on", second=second),
    )
    return replace(
        reply,
        lines=lines,
        buttons=(yes, *reply.buttons[:1]),
        more=(*reply.buttons[1:], *reply.more),
    )


def _noun(turn: Turn, intent: str) -> str | None:
    """Name an intent as one speaks of it: pengene, fristen, evalueringen."""
    keys = [f"second.noun.{intent}.{need}" for need in turn.state.needs[:1]]
    keys.append(f"second.noun.{intent}")
    return next((turn.say.text(key) for key in keys if key in turn.say.words), None)
