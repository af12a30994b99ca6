"""Wishes in words: what each is called, and when one will hear of it."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from bot.conversation.schemes import rhythm_of
from bot.conversation.turn import Turn
from bot.message import Line
from bot.notices.calendars import calendar_of, reminded_at
from bot.notices.desk import Wish
from bot.notices.vocabulary import DAYS, Lead
from bot.notices.words.why import name_of
from bot.speech.lines import plain_line
from bot.speech.sentences import capital
from knowledge.moments import moment
from knowledge.records.funding import Call

_WIDE = frozenset({"theme", "municipality", "region", "everything"})
_MEETINGS = frozenset({"body", "series", "event"})
_AND = frozenset({"og", "och", "and"})
_MOMENTS = (Lead.ANNOUNCED, Lead.OPENING, Lead.SAME_DAY)


def name(turn: Turn, wish: Wish) -> str:
    """Give what is followed, as it stands within a sentence: «skule», «Klimasats»."""
    return name_of(turn.say, wish.key)


def names(turn: Turn, wishes: Iterable[Wish]) -> str:
    """Give several: «Klimasats og skule»; with commas alone where one is «klima og miljø»."""
    called = list(dict.fromkeys(name(turn, wish) for wish in wishes))
    double = len(called) > 1 and any(_AND.intersection(it.split()) for it in called)
    return ", ".join(called) if double else turn.say.join(called)


def when_lines(turn: Turn, wishes: Iterable[Wish]) -> list[Line]:
    """«Klimasats: eg seier frå når fristen er kunngjort, og så seks veker … før.»

    What is told in the same way shares a line.
    """
    together: dict[str, list[Wish]] = {}
    for wish in wishes:
        together.setdefault(_when(turn, wish), []).append(wish)
    return [plain_line(when, capital(names(turn, them))) for when, them in together.items()]


def _when(turn: Turn, wish: Wish) -> str:
    if wish.weekly:
        return turn.say.text("subscribe.weekly")
    if wish.kind == "programme":
        return _of_round(turn, wish) or _in_general(turn, wish)
    return _in_general(turn, wish)


def _of_round(turn: Turn, wish: Wish) -> str | None:
    """Name the very days, where the next date of a scheme is known."""
    programme = turn.kb.programmes.get(wish.subject)
    rhythm = rhythm_of(turn, programme) if programme else None
    call = rhythm.rounds[0] if rhythm and rhythm.form == "next" else None
    if call is None or call.deadline is None:
        return None
    days = _days(turn, wish, call, call.deadline)
    if not days:
        return turn.say.text("subscribe.near", when=turn.say.moment(call.deadline))
    return turn.say.text(
        "subscribe.dated", when=turn.say.moment(call.deadline), days=turn.say.join(days)
    )


def _days(turn: Turn, wish: Wish, call: Call, deadline: str) -> list[str]:
    calendar = calendar_of(turn.kb, turn.region.id if turn.region else None)
    closes = moment(deadline, call.zone, end_of_day=True)
    timed = "T" in deadline
    leads = sorted((it for it in wish.leads if it in DAYS), key=DAYS.__getitem__, reverse=True)
    at = [
        reminded_at(calendar, closes, lead, timed=timed, working_days_only=True) for lead in leads
    ]
    return [turn.say.day(calendar.day(it)) for it in at if it > turn.message.at]


def _in_general(turn: Turn, wish: Wish) -> str:
    say = turn.say
    about = "meeting" if wish.kind in _MEETINGS else "date" if wish.kind in _WIDE else "deadline"
    moments = [
        say.text(f"subscribe.moment.{it.name}.{about}") for it in _MOMENTS if it in wish.leads
    ]
    before = sorted(
        (it for it in wish.leads if it in DAYS and it != Lead.SAME_DAY),
        key=DAYS.__getitem__,
        reverse=True,
    )
    leads = say.join(say.text(f"subscribe.lead.{it.name}") for it in before)
    if not before:
        return say.text("subscribe.when.moments", moments=say.join(moments))
    if not moments:
        return say.text(f"subscribe.when.before.{about}", leads=leads)
    return say.text("subscribe.when.both", moments=say.join(moments), leads=leads)


def next_letter(turn: Turn) -> datetime:
    """Give when the next weekly letter is due: a Monday morning where the person works."""
    calendar = calendar_of(turn.kb, turn.region.id if turn.region else None)
    day = calendar.day(turn.message.at)
    monday = calendar.at(day - timedelta(days=day.weekday()))
    return monday if monday > turn.message.at else calendar.at(day + timedelta(7 - day.weekday()))
