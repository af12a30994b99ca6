"""When the clock does something about an idea: reminds, escalates, wakes."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final, Literal

from bot.ideas.life import Life, Pause
from bot.notices.calendars import Calendar, calendar_of
from bot.working_days import is_working_day
from knowledge.base import KnowledgeBase

_A_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Terms:
    """After how many working days in silence something is done."""

    remind_after: tuple[int, ...] = (3, 6)
    escalate_after: int = 10


@dataclass(frozen=True, slots=True)
class Tick:
    """The next thing that the clock does."""

    at: datetime
    """In the morning, in the region's zone; aware."""
    does: Literal["remind", "escalate", "wake"]
    day: int = 0
    """Working days since the holder got it, of ``remind`` and ``escalate``."""


def terms_of(kb: KnowledgeBase, region: str, rule: str | None) -> Terms:
    """Give the terms of the rule that an idea was referred by."""
    found = next((it for it in kb.rules(region) if it.id == rule), None)
    return Terms(found.remind_after, found.escalate_after) if found else Terms()


def next_tick(life: Life, terms: Terms, calendar: Calendar) -> Tick | None:
    """Give what comes next if nobody does anything; None while the clock stands."""
    return next(_ticks(life, terms, calendar), None)


def next_moment(kb: KnowledgeBase, region: str, life: Life) -> datetime | None:
    """Give when the clock does something about an idea next, as `next_tick` tells it."""
    tick = next_tick(life, terms_of(kb, region, life.rule), calendar_of(kb, region))
    return tick.at if tick else None


def due_tick(life: Life, terms: Terms, calendar: Calendar, now: datetime) -> Tick | None:
    """Give what is to be done now, if anything.

    Where several things have become due, the worker had stood still: only the last is done, so
    that nobody gets two reminders and the news that it is too late within one minute.
    """
    return next((it for it in reversed([*_ticks(life, terms, calendar)]) if it.at <= now), None)


def _ticks(life: Life, terms: Terms, calendar: Calendar) -> Iterator[Tick]:
    """Give all that comes if nobody does anything, in order."""
    if life.stage == "parked" and life.until:
        yield Tick(calendar.at(life.until), "wake")
    if life.stage != "waiting" or life.unanswered:
        return
    for day in sorted(terms.remind_after):
        if max(life.reminded, default=0) < day < terms.escalate_after:
            yield Tick(calendar.at(working_day(life, day, calendar)), "remind", day)
    day = terms.escalate_after
    yield Tick(calendar.at(working_day(life, day, calendar)), "escalate", day)


def working_day(life: Life, count: int, calendar: Calendar) -> date:
    """Give the day on which the holder has had the idea for `count` working days.

    The day it came does not count, nor do days on which the clock stood. Asked while it stands,
    the days count on as if it ran.
    """
    day = calendar.day(life.since)
    while count:
        day += _A_DAY
        standing = any(_stood(pause, day, calendar) for pause in life.pauses)
        count -= is_working_day(day, calendar.country) and not standing
    return day


def _stood(pause: Pause, day: date, calendar: Calendar) -> bool:
    """The day of the question still counts, that of the answer does not."""
    end = calendar.day(pause.end) if pause.end else calendar.day(pause.start)
    return calendar.day(pause.start) < day <= end
