"""A text that the person can send on their own, where the bot cannot or may not."""

from bot.conversation.reach import address
from bot.conversation.turn import Turn
from bot.conversation.ways import write_button
from bot.ideas.draft import Draft
from bot.ideas.way import Stop
from bot.message import Button, Line, Reply
from bot.routing.case import Referral

_QUESTIONS = ("find_contact", "explain", "find_funding", "list_deadlines", "list_meetings")
"""Intents whose words are a question to the bot, nothing to send to anybody."""


async def draft(turn: Turn, _: str = "") -> Reply:
    """Write the text to send from the person's own words, and say where it goes."""
    say, state = turn.say, turn.state
    referrals = turn.refer(state.intent or "route_idea")
    target = referrals.get("nearest") or referrals.get("first") or referrals.get("fallback")
    if target is None or not state.text or turn.municipality is None:
        return Reply(turn.language, (say.line("draft.nothing"),))
    if state.intent in _QUESTIONS:
        body = say.text("draft.body.question", authority=turn.municipality.authority)
        return _given(turn, target, body)
    return _given(turn, target, _placed(turn, state.text))


def text_to_send(turn: Turn, idea: Draft, named: Stop | None) -> Reply:
    """Give the text where nobody on the idea's way can be written to, and say why."""
    if named is None:
        return Reply(turn.language, (turn.say.line("draft.nobody"),))
    why = "draft.no_mail" if named.referral.mailbox else "draft.yourself"
    return _given(turn, named.referral, _placed(turn, idea.text), turn.say.line(why))


def _placed(turn: Turn, text: str) -> str:
    """The person's words, with the municipality in front where they do not name it."""
    words, place = " ".join(text.split()), turn.municipality
    if place is None or place.name in words:
        return words
    return turn.say.text("draft.body", municipality=place.name, words=words)


def _given(turn: Turn, target: Referral, body: str, *before: Line) -> Reply:
    say = turn.say
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
