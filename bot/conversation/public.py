"""What is said where others read along: facts to everybody, of one person nothing.

There is one table for all that can be asked and pressed. ``fact``: the same for everybody,
answered as always. ``channel``: done for all who read there, as for a person elsewhere.
``personal``: told and taken only between two, so that it is answered by one sentence, and nothing
of it is remembered.
"""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Final, Literal

from bot.conversation.turn import Turn
from bot.ideas.sensitive import find_sensitive
from bot.message import Action, Button, Card, Reply
from intents.case_wishes import case_wish
from intents.idea_wishes import idea_wish
from intents.meaning import Meaning
from intents.thresholds import ANSWER

Standing = Literal["fact", "channel", "personal"]


def _table(**names: str) -> Mapping[str, Standing]:
    found: dict[str, Standing] = {}
    for standing in ("fact", "channel", "personal"):
        found |= dict.fromkeys(names[standing].split(), standing)
    return MappingProxyType(found)


INTENTS: Final = _table(
    fact="route_idea find_contact find_funding list_deadlines list_meetings list_courses explain"
    " find_partners get_support talk_to_human help greet thanks out_of_scope",
    channel="subscribe unsubscribe list_subscriptions",
    personal="register_training_need idea_status set_profile privacy",
)
"""By intent."""

ACTIONS: Final = _table(
    fact="about contact deadline deadlines details funding help intent language members none"
    " other_place person place plan plan_change region report restart route second whats_on why"
    " wrong_place wrong_theme",
    channel="all_weekly follow follow_form letter_now notice_log notices remind"
    " snooze_change snooze_undo snooze_until stop undo",
    personal="calendar_off course_not_mine course_skip course_used course_useful draft forum"
    " forum_answers forum_evaluated forum_held forum_order forum_plan forum_priority forum_send"
    " idea_accept idea_add idea_answer idea_ask idea_change idea_decline idea_draft idea_drop"
    " idea_edit idea_form idea_later idea_meet idea_meet_no idea_meet_yes idea_outcome idea_pass"
    " idea_see idea_share idea_unshare idea_withdraw idea_yes ideas inbox my_calendar"
    " notice_address notice_mail notice_settings office_code office_leave office_link"
    " plan_steps prefer privacy_file privacy_forget privacy_show rewrite said send size"
    " steps_undo text_again text_drop text_keep",
)
"""By the name of an action."""

_TO_AN_INTENT: Final = ("intent", "second")
"""Actions that go on with the intent in their argument."""


def is_personal(action: Action) -> bool:
    """Tell whether a button is for one person alone; what nobody knows is not."""
    if action.name in _TO_AN_INTENT:
        return INTENTS.get(action.argument) == "personal"
    return ACTIONS.get(action.name) == "personal"


def speaks_of_oneself(text: str) -> bool:
    """Tell whether words are about one's own ideas or cases, or hold what nobody else may read."""
    return bool(find_sensitive(text) or case_wish(text) or idea_wish(text))


def is_fact(meaning: Meaning) -> bool:
    """Tell whether words ask for what is the same for everybody, so that all may read the answer.

    What is hardly understood, or answers a question of ours, does not.
    """
    sure = meaning.confidence >= ANSWER and INTENTS.get(meaning.intent) == "fact"
    return sure and not speaks_of_oneself(meaning.text)


def between_two(turn: Turn) -> Reply:
    """Say that this is not for all to read, and lead to where nobody else does."""
    alone, say = turn.message.alone, turn.say
    buttons = (Button(say.text("public.alone"), url=alone, filled=True),) if alone else ()
    return Reply(turn.language, (say.line("public.between_two"),), buttons=buttons)


def for_all(reply: Reply) -> Reply:
    """Leave out the buttons that are for one person alone."""
    return replace(
        reply,
        cards=tuple(_card_for_all(it) for it in reply.cards),
        buttons=_buttons_for_all(reply.buttons),
        more=_buttons_for_all(reply.more),
    )


def _card_for_all(card: Card) -> Card:
    shown, more = _buttons_for_all(card.buttons), _buttons_for_all(card.more)
    return replace(card, buttons=shown, more=more)


def _buttons_for_all(buttons: tuple[Button, ...]) -> tuple[Button, ...]:
    return tuple(it for it in buttons if it.action is None or not is_personal(it.action))
