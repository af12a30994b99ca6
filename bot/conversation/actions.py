"""What each button does. A button press is a turn like any other; it carries an action."""

from collections.abc import Awaitable, Callable, Mapping
from types import MappingProxyType
from typing import get_args

from bot.conversation.forms import FORMS
from bot.conversation.places import ask_municipality
from bot.conversation.public import between_two, is_personal
from bot.conversation.skills import SKILLS, course_evaluation, forum, holder_acts, meet, offices
from bot.conversation.skills.again import say_again
from bot.conversation.skills.draft import draft
from bot.conversation.skills.edit_idea import idea_edit
from bot.conversation.skills.explain import about, details
from bot.conversation.skills.find_contact import contact_card
from bot.conversation.skills.find_funding import other_money
from bot.conversation.skills.get_support import rewrite
from bot.conversation.skills.idea_acts import (
    idea_add,
    idea_answer,
    idea_change,
    idea_share,
    idea_unshare,
    idea_withdraw,
)
from bot.conversation.skills.idea_status import idea_see, ideas
from bot.conversation.skills.inbox import inbox
from bot.conversation.skills.list_deadlines import all_deadlines, deadline_of
from bot.conversation.skills.list_subscriptions import notices
from bot.conversation.skills.members import members
from bot.conversation.skills.my_calendar import calendar_off, my_calendar
from bot.conversation.skills.notice_log import letter_now, notice_log
from bot.conversation.skills.notice_mail import other_address
from bot.conversation.skills.notice_settings import all_weekly, by_mail, notice_settings, prefer
from bot.conversation.skills.plan import change_plan, plan
from bot.conversation.skills.plan_steps import plan_steps, steps_undo
from bot.conversation.skills.privacy import privacy_file, privacy_forget, privacy_show
from bot.conversation.skills.register_training_need import size
from bot.conversation.skills.send_idea import idea_draft, idea_drop, idea_later, idea_yes, send
from bot.conversation.skills.sensitive_text import text_again, text_drop, text_keep
from bot.conversation.skills.snooze import change_day, snooze_undo, snooze_until
from bot.conversation.skills.subscribe import follow, follow_form, remind, undo
from bot.conversation.skills.talk_to_human import said
from bot.conversation.skills.unclear import none_of_these, unclear
from bot.conversation.skills.unsubscribe import stop
from bot.conversation.skills.whats_on import more_of_whats_on
from bot.conversation.skills.why import why
from bot.conversation.state import Pending, State
from bot.conversation.turn import Turn
from bot.message import Action, Language, Reply

_OF_IDEAS = ("route_idea", "get_support", "find_partners", "idea_status", "find_funding")
"""Intents after which the words kept may be an idea."""

Handler = Callable[[Turn, str], Awaitable[Reply]]


async def act(turn: Turn, action: Action) -> Reply:
    """Do what a button or a form says.

    An action that nobody knows is like a text nobody understands.
    """
    if turn.message.public and is_personal(action):
        return between_two(turn)
    form = FORMS.get(action.name)
    if form and turn.message.fields:
        return await form.fill(turn, action.argument, turn.message.fields)
    handler = HANDLERS.get(action.name)
    return await handler(turn, action.argument) if handler else await unclear(turn)


async def _intent(turn: Turn, intent: str) -> Reply:
    """One of the likely meanings was picked: the words that were not understood stay."""
    skill = SKILLS.get(intent)
    return await skill(turn) if skill else await unclear(turn)


async def _second(turn: Turn, intent: str) -> Reply:
    """Go on with the second thing asked, and with the need that was said with it."""
    pending = turn.state.pending
    need = pending.options[1:] if pending and pending.question == "second" else ()
    turn.remember(pending=None, topic=None, needs=need or turn.state.needs)
    return await _intent(turn, intent)


async def _place(turn: Turn, municipality: str) -> Reply:
    """A municipality was picked: go on with the question that waits, or give the answer anew."""
    place = turn.kb.municipalities.get(municipality)
    if place is None or place.region is None:
        return await unclear(turn)
    pending = turn.state.pending
    turn.remember(municipality=place.id, region=place.region, pending=None)
    if pending:
        turn.via = {"split_name": "split", "spelling": "spelling"}.get(pending.question, "asked")
    intent = pending.intent if pending else turn.state.intent or "set_profile"
    return await SKILLS[intent](turn)


async def _other_place(turn: Turn, _: str) -> Reply:
    """The municipality was wrong: ask for it."""
    pending = turn.state.pending
    turn.remember(municipality=None)
    return ask_municipality(turn, pending.intent if pending else turn.state.intent or "set_profile")


async def _wrong_theme(turn: Turn, _: str) -> Reply:
    """The theme was wrong: forget it and ask for other words."""
    waiting = Pending("theme", turn.state.intent or "route_idea")
    turn.remember(themes=(), readings=(), programme=None, pending=waiting)
    return Reply(turn.language, (turn.say.line("action.other_words"),))


async def _idea(turn: Turn, _: str) -> Reply:
    """Somebody has an idea: ask for it, unless the conversation is about one already."""
    state = turn.state
    if state.text and state.intent in _OF_IDEAS:
        return await SKILLS["route_idea"](turn)
    turn.remember(themes=(), needs=(), topic=None, programme=None, text=None, readings=())
    turn.remember(pending=Pending("idea", "route_idea"))
    known = turn.municipality is not None
    key = "action.tell_idea" if known else "action.tell_idea.where"
    return Reply(turn.language, (turn.say.line(key),))


async def _region(turn: Turn, region: str) -> Reply:
    if region not in turn.kb.regions:
        return await unclear(turn)
    pending = turn.state.pending
    turn.remember(region=region, municipality=None, pending=None)
    intent = pending.intent if pending else turn.state.intent
    return await SKILLS[intent or "help"](turn)


async def _language(turn: Turn, language: str) -> Reply:
    if language not in get_args(Language):
        return await unclear(turn)
    turn.remember(language=language, language_chosen=True)
    turn.switched = True
    return await say_again(turn)


async def _restart(turn: Turn, _: str) -> Reply:
    """Begin anew; what is known of the person and what they have not sent stay."""
    state = turn.state
    turn.state = State(
        language=state.language,
        language_chosen=state.language_chosen,
        region=state.region,
        municipality=state.municipality,
        role=state.role,
        draft=state.draft,
        asked=state.asked,
    )
    return await SKILLS["help"](turn)


def _skill(intent: str) -> Handler:
    async def handler(turn: Turn, _: str) -> Reply:
        return await SKILLS[intent](turn)

    return handler


HANDLERS: Mapping[str, Handler] = MappingProxyType(
    {
        "why": why,
        "place": _place,
        "other_place": _other_place,
        "wrong_place": _other_place,
        "wrong_theme": _wrong_theme,
        "region": _region,
        "language": _language,
        "intent": _intent,
        "second": _second,
        "restart": _restart,
        "about": about,
        "contact": contact_card,
        "details": details,
        "none": none_of_these,
        "privacy_file": privacy_file,
        "privacy_forget": privacy_forget,
        "privacy_show": privacy_show,
        "rewrite": rewrite,
        "said": said,
        "size": size,
        "deadline": deadline_of,
        "members": members,
        "whats_on": more_of_whats_on,
        "draft": draft,
        "send": send,
        "idea_yes": idea_yes,
        "text_keep": text_keep,
        "text_again": text_again,
        "text_drop": text_drop,
        "idea_later": idea_later,
        "idea_edit": idea_edit,
        "idea_form": _idea,
        "idea_draft": idea_draft,
        "idea_drop": idea_drop,
        "ideas": ideas,
        "idea_see": idea_see,
        "idea_add": idea_add,
        "idea_change": idea_change,
        "idea_answer": idea_answer,
        "idea_withdraw": idea_withdraw,
        "idea_share": idea_share,
        "idea_unshare": idea_unshare,
        "funding": other_money,
        "deadlines": all_deadlines,
        "remind": remind,
        "follow": follow,
        "follow_form": follow_form,
        "stop": stop,
        "undo": undo,
        "notices": notices,
        "notice_log": notice_log,
        "notice_settings": notice_settings,
        "notice_mail": by_mail,
        "notice_address": other_address,
        "prefer": prefer,
        "all_weekly": all_weekly,
        "letter_now": letter_now,
        "snooze_until": snooze_until,
        "snooze_change": change_day,
        "snooze_undo": snooze_undo,
        "plan": plan,
        "plan_change": change_plan,
        "plan_steps": plan_steps,
        "steps_undo": steps_undo,
        "my_calendar": my_calendar,
        "calendar_off": calendar_off,
        "inbox": inbox,
        "idea_accept": holder_acts.idea_accept,
        "idea_ask": holder_acts.idea_ask,
        "idea_pass": holder_acts.idea_pass,
        "idea_decline": holder_acts.idea_decline,
        "idea_outcome": holder_acts.idea_outcome,
        "office_code": offices.office_code,
        "office_leave": offices.office_leave,
        "office_link": offices.take_invitation,
        "idea_meet": meet.idea_meet,
        "idea_meet_yes": meet.idea_meet_yes,
        "idea_meet_no": meet.idea_meet_no,
        "forum": forum.forum,
        "forum_order": forum.forum_order,
        "forum_priority": forum.forum_priority,
        "forum_plan": forum.forum_plan,
        "forum_send": forum.forum_send,
        "forum_held": forum.forum_held,
        "forum_answers": forum.forum_answers,
        "forum_evaluated": forum.forum_evaluated,
        "course_not_mine": course_evaluation.course_not_mine,
        "course_useful": course_evaluation.course_useful,
        "course_used": course_evaluation.course_used,
        "course_skip": course_evaluation.course_skip,
        "person": _skill("talk_to_human"),
        "report": _skill("talk_to_human"),
        "help": _skill("help"),
        "route": _idea,
    }
)
