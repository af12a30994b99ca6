"""A text that looks like one client's case: stopped before anything of it is kept."""

from dataclasses import replace

from bot.conversation.places import ask_municipality
from bot.conversation.skills.route_idea import route_idea
from bot.conversation.state import Pending
from bot.conversation.turn import Turn
from bot.ideas.sensitive import Sensitive
from bot.message import Button, Reply
from bot.speech.lines import one_line

_ROUTE = "route_idea"


def stop(turn: Turn, found: Sensitive) -> Reply:
    """Say why, show what gave it away, and offer ways on. The rest may have been remembered."""
    say = turn.say
    signs = say.join(say.text(f"sensitive.sign.{sign}") for sign in found.signs)
    help_ = say.line("sensitive.child") if found.child else None
    return Reply(
        turn.language,
        (
            one_line(say.line("sensitive.stopped"), say.line("sensitive.looks_like", signs=signs)),
            say.line("sensitive.shown", words=say.quote(found.masked)),
            one_line(say.line("sensitive.without"), help_),
            say.line("sensitive.what_now"),
        ),
        buttons=_ways_on(turn, found),
    )


def _ways_on(turn: Turn, found: Sensitive) -> tuple[Button, ...]:
    say, pending = turn.say, turn.state.pending
    again = say.button("sensitive.button.again", "text_again")
    drop = say.button("sensitive.button.drop", "text_drop")
    if pending is None or pending.question != "kept":
        return again, drop
    last = len(found.rest) == 1 and found.masked.rstrip().endswith(found.rest[0])
    keep = "sensitive.button.keep_last" if last else "sensitive.button.keep_rest"
    return say.button(keep, "text_keep"), again, drop


async def text_keep(turn: Turn, _: str = "") -> Reply:
    """Go on with the sentences that tell of nobody."""
    say, pending = turn.say, turn.state.pending
    if pending is None or pending.question != "kept" or not turn.state.text:
        return _gone(turn)
    turn.remember(pending=None)
    kept = say.line("sensitive.kept", words=say.quote(turn.state.text))
    if turn.municipality is None:
        where = one_line(kept, say.line("sensitive.where"))
        return ask_municipality(turn, _ROUTE, where)
    reply = await route_idea(turn)
    return replace(reply, lines=(kept, *reply.lines))


async def text_again(turn: Turn, _: str = "") -> Reply:
    """Ask for the text in other words; what it was an answer to still waits."""
    pending = turn.state.pending
    if pending is None or pending.question == "kept":
        turn.remember(text=None, pending=Pending("idea", _ROUTE))
    return Reply(turn.language, (turn.say.line("sensitive.again"),))


async def text_drop(turn: Turn, _: str = "") -> Reply:
    """Keep nothing of it."""
    turn.remember(text=None, themes=(), needs=(), readings=(), topic=None, pending=None)
    return _gone(turn)


def _gone(turn: Turn) -> Reply:
    what = turn.say.button("button.what_can_you", "help")
    return Reply(turn.language, (turn.say.line("sensitive.gone"),), buttons=(what,))
