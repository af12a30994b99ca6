"""Short answers: yes, no, never mind, start over."""

from bot.conversation.actions import act
from bot.conversation.turn import Turn
from bot.message import Action, Reply
from intents.replies import ShortAnswer


async def answer_short(turn: Turn, answer: ShortAnswer) -> Reply | None:
    """Take a short answer; None where nothing waits for it, so that it is read like any text."""
    if answer == "restart":
        return await act(turn, Action("restart"))
    pending = turn.state.pending
    if pending is None:
        return None
    if answer == "cancel":
        turn.remember(pending=None)
        return Reply(turn.language, (turn.say.line("action.cancelled"),))
    if answer == "yes" and pending.options:
        if pending.question == "second":
            return await act(turn, Action("second", pending.options[0]))
        if pending.question == "spelling" or len(pending.options) == 1:
            return await act(turn, Action("place", pending.options[0]))
    if answer == "no" and pending.question != "second":
        return await act(turn, Action("other_place"))
    if answer == "no":
        turn.remember(pending=None)
        return Reply(turn.language, (turn.say.line("action.cancelled"),))
    return None
