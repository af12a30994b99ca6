"""Whether a delivery goes out now: the last question before it does."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Final

from bot.notices.calendars import MORNING, Calendar
from bot.notices.prepared import Held, Unneeded
from bot.notices.told import LateCause
from bot.notices.vocabulary import CODES, DEADLINE_KINDS, NoticeKind

LIMITED: Final = frozenset({"reminder", "announced"})
"""Kinds that count against the daily limit, and that a weekly letter can tell as well."""
_CHOSEN: Final = CODES | {"snoozed"}
"""Kinds whose moment the person chose."""
_LATE: Final = timedelta(hours=1)
_A_DAY: Final = timedelta(days=1)
_A_WEEK: Final = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Wishes:
    """When somebody wants to hear, as in `Person`; minutes are of the local day."""

    quiet_from: int
    quiet_to: int
    quiet_until: datetime | None
    working_days_only: bool
    daily_limit: int


@dataclass(frozen=True, slots=True)
class Situation:
    """One delivery at the moment when it could go out. Moments are aware."""

    kind: NoticeKind
    due_at: datetime
    useful_until: datetime | None
    now: datetime
    wishes: Wishes
    calendar: Calendar
    told_today: int
    """How many of the kinds that are limited the person has had on this local day."""
    outrun: bool = False
    """A later notice about the same waits too, and says all that this one would."""


def decide(it: Situation) -> Held | Unneeded | None:
    """Give None for what goes out now, else what becomes of it."""
    if it.useful_until and it.now >= it.useful_until:
        return Unneeded("dropped", "too_late")
    if it.outrun:
        return Unneeded("dropped", "outrun")
    free_at = allowed_from(it, it.now)
    if free_at > it.now and not _cannot_wait(it, free_at):
        return _kept_waiting(it, free_at)
    if it.kind in LIMITED and it.told_today >= it.wishes.daily_limit and _letter_will_do(it):
        return Unneeded("gathered", "over_limit")
    return None


def late_because(it: Situation, attempts: int) -> LateCause | None:
    """Tell why it comes late, if it does; to wait for the person's own wishes is not late."""
    if it.now - allowed_from(it, it.due_at) <= _LATE:
        return None
    return "channel" if attempts else "down"


def allowed_from(it: Situation, moment: datetime) -> datetime:
    """Give the first moment, not before this one, at which the person wants to hear."""
    if it.kind in _CHOSEN:
        return moment
    at, before = moment, None
    while at != before:
        before = at
        at = max(at, it.wishes.quiet_until or at)
        at = _after_days_off(it, at)
        at = _after_quiet_hours(it, at)
    return at


def _after_days_off(it: Situation, at: datetime) -> datetime:
    if not it.wishes.working_days_only:
        return at
    day = it.calendar.day(at)
    working = it.calendar.working_day(day, _A_DAY)
    return at if working == day else it.calendar.at(working)


def _after_quiet_hours(it: Situation, at: datetime) -> datetime:
    """Pass over the quiet hours, which may reach over midnight."""
    start, end = it.wishes.quiet_from, it.wishes.quiet_to
    day, minute = it.calendar.day(at), it.calendar.minute(at)
    over_midnight = start > end
    if over_midnight and minute >= start:
        return it.calendar.at(day + _A_DAY, _clock(end))
    quiet = minute < end if over_midnight else start <= minute < end
    return it.calendar.at(day, _clock(end)) if quiet else at


def _clock(minute: int) -> time:
    return time(minute // 60 % 24, minute % 60)


def _cannot_wait(it: Situation, free_at: datetime) -> bool:
    """A date would pass in the meantime; only who asked for silence until a day misses it."""
    asked = it.wishes.quiet_until is not None and it.wishes.quiet_until > it.now
    passes = it.useful_until is not None and free_at >= it.useful_until
    return it.kind in DEADLINE_KINDS and passes and not asked


def _kept_waiting(it: Situation, free_at: datetime) -> Held | Unneeded:
    if it.useful_until and free_at >= it.useful_until:
        return Unneeded("dropped", "silence")
    return Held(free_at, "quiet")


def _letter_will_do(it: Situation) -> bool:
    """Whether the date is still to come when the next weekly letter does."""
    day = it.calendar.day(it.now)
    monday = day + timedelta(days=-day.weekday())
    letter = it.calendar.at(monday, MORNING)
    if letter <= it.now:
        letter = it.calendar.at(monday + _A_WEEK, MORNING)
    return it.useful_until is None or it.useful_until > allowed_from(it, letter) + _A_DAY
