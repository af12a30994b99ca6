"""Short answers: yes, no, never mind, start over, undo."""

from bot.conversation.actions import act
from bot.conversation.starters import starters
from bot.conversation.state import Pending
from bot.conversation.turn import Turn
from bot.message import Action, Reply
from intents.replies import ShortAnswer

_OF_OWN_WORDS = frozenset(
    {
        "size",
        "subject",
        "theme",
        "idea",
        "date",
        "wish",
        "mail",
        "email",
        "code",
        "snooze",
        "kept",
    }
)
"""Questions whose answer is not a municipality."""


async def answer_short(turn: Turn, answer: ShortAnswer) -> Reply | None:
    """Take a short answer; None where nothing waits for it, so that it is read like any text."""
    if answer == "restart" or (answer == "undo" and turn.state.undo):
        return await act(turn, Action(answer))
    if answer == "undo":
        return None
    if turn.state.pending:
        return await _to_question(turn, answer, turn.state.pending)
    return _nothing_waits(turn, answer) if turn.state.intent else None


async def _to_question(turn: Turn, answer: ShortAnswer, pending: Pending) -> Reply | None:
    if pending.question == "idea_send":
        does = Action("idea_yes", pending.options[0]) if answer == "yes" else Action("idea_later")
        return await act(turn, does)
    if answer == "cancel" or (answer == "no" and pending.question in _OF_OWN_WORDS):
        return _leave(turn)
    if answer == "yes" and pending.question == "mail":
        return await act(turn, Action("notice_mail"))
    if answer == "yes" and pending.options:
        if pending.question == "second":
            return await act(turn, Action("second", pending.options[0]))
        if pending.question == "spelling" or len(pending.options) == 1:
            return await act(turn, Action("place", pending.options[0]))
    if answer == "no" and pending.question != "second":
        return await act(turn, Action("other_place"))
    return _leave(turn) if answer == "no" else None


def _nothing_waits(turn: Turn, answer: ShortAnswer) -> Reply:
    """«Ja» or «nei» to nothing in particular: leave it, or ask what to do."""
    if answer != "yes":
        return _leave(turn)
    say = turn.say
    return Reply(turn.language, (say.line("action.what_now"),), buttons=starters(say))


def _leave(turn: Turn) -> Reply:
    turn.remember(pending=None)
    what = turn.say.button("button.what_can_you", "help")
    return Reply(turn.language, (turn.say.line("action.cancelled"),), buttons=(what,))
