"""Words about notices that no intent stands for: settings, the log, a code, a day."""

from dataclasses import replace
from datetime import date, timedelta

from bot.conversation.public import between_two
from bot.conversation.skills.my_calendar import my_calendar
from bot.conversation.skills.notice_log import missing_letter, notice_log
from bot.conversation.skills.notice_mail import send_code_to, try_digits
from bot.conversation.skills.notice_settings import all_weekly, set_by_words
from bot.conversation.skills.plan_steps import plan_steps
from bot.conversation.skills.privacy import privacy
from bot.conversation.skills.snooze import put_off
from bot.conversation.skills.subscribe import ask_what, follow_named, subscribe
from bot.conversation.skills.unsubscribe import unsubscribe
from bot.conversation.turn import Turn
from bot.conversation.wished import named_things
from bot.message import Reply
from intents.meaning import Meaning
from intents.notice_wishes import NoticeWish, code_in, read_notice_wish, speaks_of_notices
from intents.thresholds import ANSWER
from intents.wishes import asks_deletion

_OF_NOTICES = frozenset({"subscribe", "unsubscribe", "list_subscriptions"})
_OFTEN_TAKEN_FOR = ("list_deadlines", "out_of_scope", "help", "thanks")
"""What short words about calendars and logs may be taken for."""
_SURE = 0.9
_FEW = 4


async def hear_wish(turn: Turn, meaning: Meaning) -> Reply | None:
    """Take what a message says of notices; None where it says nothing of the kind."""
    wish = read_notice_wish(meaning)
    if turn.message.public and _is_of_one(meaning, wish):
        return between_two(turn)
    answer = await _answered(turn, meaning, wish)
    if answer:
        return answer
    if _erases(meaning):
        return await privacy(turn)
    about_work = _is_about_work(meaning) and not wish.weekly
    if about_work or not speaks_of_notices(meaning, wish):
        return None
    return await _asked(turn, meaning, wish)


async def _answered(turn: Turn, meaning: Meaning, wish: NoticeWish) -> Reply | None:
    """Take the message as the answer to a question about notices, if one waits."""
    pending = turn.state.pending
    digits = code_in(meaning.text)
    if digits and (pending is None or pending.question == "code"):
        return await try_digits(turn, digits)
    if pending is None:
        return None
    if pending.question in ("mail", "email", "code") and wish.email:
        return await send_code_to(turn, wish.email)
    if pending.question == "snooze" and meaning.period:
        return await put_off(turn, _ahead(turn, meaning.period.start))
    if pending.question == "wish" and meaning.intent not in _OF_NOTICES and _names(turn, wish):
        return await subscribe(turn)
    return None


async def _asked(turn: Turn, meaning: Meaning, wish: NoticeWish) -> Reply | None:
    if wish.missing:
        return await missing_letter(turn)
    if wish.log and meaning.intent in (*_OF_NOTICES, *_OFTEN_TAKEN_FOR, "privacy"):
        turn.remember(intent="list_subscriptions", misses=0)
        return await notice_log(turn)
    if wish.steps and turn.state.programme:
        return await plan_steps(turn, turn.state.programme)
    if wish.puts_off and (meaning.intent == "subscribe" or wish.begs):
        day = _ahead(turn, wish.again) if wish.again else None
        return await put_off(turn, day) or ask_what(turn)
    if wish.calendar and meaning.intent in (*_OF_NOTICES, *_OFTEN_TAKEN_FOR):
        return await my_calendar(turn)
    names = bool(named_things(turn, wish, stop=True))
    if wish.sets:
        begins = wish.weekly or (meaning.intent == "subscribe" and names)
        return await _followed_so(turn, wish) if begins else await set_by_words(turn, wish)
    return await _followed(turn, meaning, wish, names=names)


async def _followed_so(turn: Turn, wish: NoticeWish) -> Reply:
    """«Vekebrev om skule, bare e-post»: follow it, then set how it comes."""
    followed = await follow_named(turn, wish)
    settings = await set_by_words(turn, wish)
    return replace(settings, lines=(*followed, *settings.lines))


async def _followed(turn: Turn, meaning: Meaning, wish: NoticeWish, *, names: bool) -> Reply | None:
    """Take what begins or stops notices in words that leave no doubt, whatever the intent."""
    sure = meaning.confidence >= ANSWER
    if wish.stops and names and meaning.intent != "route_idea":
        return await unsubscribe(turn)
    if meaning.intent == "subscribe" and sure:
        day = meaning.period.start if meaning.period else None
        later = day and not (names or wish.everything or wish.weekly)
        return await put_off(turn, _ahead(turn, day)) if day and later else None
    if wish.stops:
        return None
    if wish.weekly and wish.only and not names:
        return await all_weekly(turn)
    begs = wish.begs and (not sure or meaning.intent in _OF_NOTICES)
    asks = (wish.weekly and names) or (begs and (names or wish.everything or _is_short(meaning)))
    return await subscribe(turn) if asks and not meaning.text.rstrip().endswith("?") else None


def _is_of_one(meaning: Meaning, wish: NoticeWish) -> bool:
    """Whether it is for one person how, where or when they are told, or to be forgotten."""
    of_one = wish.sets or wish.calendar or wish.steps or wish.email or code_in(meaning.text)
    about_work = _is_about_work(meaning) and not wish.weekly
    of_notices = not about_work and speaks_of_notices(meaning, wish)
    return bool(of_one and of_notices) or _erases(meaning)


def _is_short(meaning: Meaning) -> bool:
    return len(meaning.text.split()) <= _FEW


def _names(turn: Turn, wish: NoticeWish) -> bool:
    """Whether the message itself names something to follow."""
    meaning = turn.meaning
    return meaning is not None and bool(named_things(turn, wish))


def _is_about_work(meaning: Meaning) -> bool:
    """An idea or a question of money that only sounds like a setting: «stille lunsjrom …»"""
    other = meaning.intent not in (*_OF_NOTICES, "out_of_scope", "help", "find_contact")
    return other and meaning.confidence >= _SURE and bool(meaning.themes or meaning.topic)


def _erases(meaning: Meaning) -> bool:
    """«glem meg»: short, and not of notices."""
    return _is_short(meaning) and meaning.intent not in _OF_NOTICES and asks_deletion(meaning.text)


def _ahead(turn: Turn, day: date) -> date:
    """«på mandag», said on a Monday, is the next one."""
    return day if day > turn.today else day + timedelta(weeks=1) if day == turn.today else day
