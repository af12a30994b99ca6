"""An action pressed where there are forms: the form that it opens, before anything is done."""

from bot.conversation.actions import act
from bot.conversation.forms import FORMS
from bot.conversation.outcome import Outcome, begin_turn, end_turn
from bot.conversation.public import is_personal
from bot.conversation.state import State
from bot.form import Form
from bot.ideas.shared_needs import SharedNeeds
from bot.message import Action, Message, Reply
from bot.notices.desk import Desk
from knowledge.base import KnowledgeBase


async def open_form(
    kb: KnowledgeBase, state: State, message: Message, desk: Desk, needs: SharedNeeds
) -> Outcome[Form | Reply]:
    """Open the form of an action; where it has none, or nothing to fill in, do what it says."""
    turn = await begin_turn(kb, state, message, desk, needs)
    action = message.action or Action("")
    among_others = message.public and is_personal(action)
    form = None if among_others else FORMS.get(action.name)
    shown = await (form.show(turn, action.argument) if form else act(turn, action))
    return await end_turn(turn, state, shown)
