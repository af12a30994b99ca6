"""A text that the person can send on their own, where the bot cannot or may not."""

from bot.conversation.reach import address
from bot.conversation.turn import Turn
from bot.conversation.ways import write_button
from bot.message import Button, Line, Reply
from bot.routing.case import Referral

_QUESTIONS = ("find_contact", "explain", "find_funding", "list_deadlines", "list_meetings")
"""Intents whose words are a question to the bot, nothing to send to anybody."""


async def draft(turn: Turn, _: str = "") -> Reply:
    """Write the text to send from the person's own words, and say where it goes."""
    return _drafted(turn, ())


async def not_sent_yet(turn: Turn, _: str = "") -> Reply:
    """Say that the bot does not hand over ideas itself yet, and give the text instead."""
    return _drafted(turn, (turn.say.line("draft.not_yet"),))


def _drafted(turn: Turn, before: tuple[Line, ...]) -> Reply:
    say, state = turn.say, turn.state
    referrals = turn.refer(state.intent or "route_idea")
    target = referrals.get("nearest") or referrals.get("first") or referrals.get("fallback")
    if target is None or not state.text or turn.municipality is None:
        return Reply(turn.language, (say.line("draft.nothing"),))
    words = " ".join(state.text.split())
    if state.intent in _QUESTIONS:
        body = say.text("draft.body.question", authority=turn.municipality.authority)
    elif turn.municipality.name in words:
        body = words
    else:
        body = say.text("draft.body", municipality=turn.municipality.name, words=words)
    way = "draft.take_it" if target.mailbox else "draft.take_it.web"
    lines = (
        *before,
        say.line(way, address=address(target)),
        say.line("draft.text", words=say.quote(body)),
    )
    return Reply(turn.language, lines, buttons=_buttons(turn, target, body))


def _buttons(turn: Turn, target: Referral, body: str) -> tuple[Button, ...]:
    say = turn.say
    if target.mailbox:
        return (write_button(say, target.mailbox, say.text("draft.subject"), body),)
    return (say.link("button.open_site", target.website),) if target.website else ()
