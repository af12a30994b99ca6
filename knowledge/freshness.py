"""How sure a record is on a given day, and what its past calls tell of the next one."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from knowledge.moments import first_day, last_day
from knowledge.records.base import PartialDate, Record
from knowledge.records.funding import Call, Programme

OLD_MONTHS: Final = 24
"""A fact that nobody has looked at for longer than this is old."""

_WINDOW_DAYS: Final = 28
_YEARS: Final = 4
_LEAP_YEAR: Final = 2000


@dataclass(frozen=True, slots=True)
class Freshness:
    """How far a record can be trusted on one day."""

    verified: bool
    derived: bool
    """Our own reading of the sources."""
    second_hand: bool
    """From a listing, not from the one who gives the money."""
    ended: Literal["closed", "replaced"] | None
    replaced_by: str | None
    expired: PartialDate | None
    """The date it held until, where that is past."""
    old: bool
    """Dated, and last looked at more than `OLD_MONTHS` ago."""


def freshness(record: Record, today: date) -> Freshness:
    """Tell how far `record` can be trusted on `today`."""
    seen = last_seen(record)
    return Freshness(
        verified=record.verified,
        derived=record.layer == "derived",
        second_hand=bool(getattr(record, "second_hand", False)),
        ended=record.status if record.status in ("closed", "replaced") else None,
        replaced_by=record.replaced_by,
        expired=record.valid_until if is_expired(record, today) else None,
        old=seen is not None and is_old(seen, today),
    )


def is_expired(record: Record, today: date) -> bool:
    """Tell whether the last day on which `record` holds is past."""
    return record.valid_until is not None and last_day(record.valid_until) < today


def is_old(seen: date, today: date) -> bool:
    """Tell whether `seen` lies more than `OLD_MONTHS` before `today`."""
    months = (today.year - seen.year) * 12 + today.month - seen.month
    return (months, today.day) > (OLD_MONTHS, seen.day)


def last_dated(record: Record) -> PartialDate | None:
    """Give the latest date on which the facts were looked at, as exactly as it is known.

    The age of the record's sources counts where the record itself tells none.
    """
    own = [text for text in (record.as_of, record.verified_on) if text]
    told = own or [source.as_of for source in record.sources if source.as_of]
    return max(told, key=last_day, default=None)


def last_seen(record: Record) -> date | None:
    """Give the last day that `last_dated` can mean, None where no date is known."""
    dated = last_dated(record)
    return last_day(dated) if dated else None


@dataclass(frozen=True, slots=True, order=True)
class YearDay:
    """A day of the year, whatever the year."""

    month: int
    day: int

    def on(self, year: int) -> date:
        """Give the date in `year`; 29 February becomes the 28th where there is none."""
        leap = self == YearDay(2, 29) and (year % 4 != 0 or (year % 100 == 0 and year % 400 != 0))
        return date(year, self.month, 28 if leap else self.day)


Form = Literal["next", "rolling", "usual", "once", "varied", "none"]


@dataclass(frozen=True, slots=True)
class Rhythm:
    """What is known of a programme's deadline, in the form that an answer takes."""

    form: Form
    """``next``: a call with a date to come. ``rolling``: taken in as they come. ``usual``: the
    last years' rounds lie within four weeks of one another, or a page tells the season.
    ``once``: one round is known. ``varied``: the rounds lie far apart. ``none``: nothing."""
    rounds: tuple[Call, ...] = ()
    """The calls that it rests on, oldest first; for ``next`` the coming ones, nearest first."""
    earliest: YearDay | None = None
    """For ``usual``, where the rounds tell it: the first day of the season. After `latest`
    in the year where the season runs past New Year."""
    latest: YearDay | None = None
    confirmed: bool = True
    """False where a date is provisional, or inferred."""

    def earliest_after(self, today: date) -> date | None:
        """Give the first possible day of the next round: what plans and reminders count from."""
        if self.earliest is None:
            return None
        this_year = self.earliest.on(today.year)
        return this_year if this_year >= today else self.earliest.on(today.year + 1)


def rhythm(calls: Iterable[Call], programme: Programme, today: date) -> Rhythm:
    """Tell what form the deadline of `programme` takes, by those of its calls that one can use.

    A round is a past, confirmed last day to apply of the main strand; dates that a page calls
    provisional, or that were inferred, count only where there is no confirmed one. Cancelled
    calls count for nothing.
    """
    calls = sorted((call for call in calls if call.happening != "cancelled"), key=_sort_key)
    coming = [call for call in calls if _is_coming(call, today)]
    if coming:
        coming.sort(key=lambda call: call.deadline_label is not None)
        return Rhythm("next", tuple(coming), confirmed=_is_confirmed(coming[0]))
    rounds = _rounds(calls, today)
    rolling = tuple(call for call in calls if call.deadline_status == "rolling")
    if programme.deadline_kind == "rolling" or (rolling and not rounds):
        return Rhythm("rolling", rolling)
    return _from_rounds(rounds, programme)


def _sort_key(call: Call) -> tuple[str, str]:
    return (call.deadline or call.opens or "", call.id)


def _is_coming(call: Call, today: date) -> bool:
    ahead = call.deadline or call.opens
    return ahead is not None and first_day(ahead) >= today


def _is_confirmed(call: Call) -> bool:
    return call.deadline_status not in ("provisional", "inferred", "unknown")


def _rounds(calls: Iterable[Call], today: date) -> list[Call]:
    """Give past rounds, oldest first; calls that close on the same day are one round."""
    past = [
        call
        for call in calls
        if call.deadline
        and first_day(call.deadline) < today
        and call.deadline_label is None
        and call.deadline_status != "rolling"
        and not call.example
    ]
    past = [call for call in past if call.strand is None] or past
    past = [call for call in past if call.deadline_status == "confirmed"] or past
    return list({_closes(call): call for call in past}.values())


def _from_rounds(rounds: list[Call], programme: Programme) -> Rhythm:
    confirmed = all(_is_confirmed(call) for call in rounds)
    season = _season(rounds)
    if season:
        begins, length = season
        within = [call for call in rounds if _days_after(begins, call) <= length]
        ends = (begins + length - 1) % 366 + 1
        return Rhythm("usual", tuple(within), _year_day(begins), _year_day(ends), confirmed)
    if programme.usual_time:
        return Rhythm("usual", tuple(rounds), confirmed=confirmed)
    forms: tuple[Form, ...] = ("none", "once", "varied")
    return Rhythm(forms[min(len(rounds), 2)], tuple(rounds[-_YEARS:]), confirmed=confirmed)


def _season(rounds: list[Call]) -> tuple[int, int] | None:
    """Find four weeks in which each of the last years that had a round had one.

    Rounds outside of them in those same years were extra ones. Gives the first day, counted
    from 1 in a leap year, and how many days later the last one is; None if there is no such
    season. Of several, the one with most rounds.
    """
    years = sorted({_closes(call).year for call in rounds})[-_YEARS:]
    if len(years) < 2:
        return None
    recent = [call for call in rounds if _closes(call).year in years]
    seasons = []
    for first in recent:
        begins = _day_number(first)
        within = [call for call in recent if _days_after(begins, call) <= _WINDOW_DAYS]
        if len(within) > 1 and {_closes(call).year for call in within} == set(years):
            length = max(_days_after(begins, call) for call in within)
            seasons.append((len(within), -length, begins))
    if not seasons:
        return None
    _, negative_length, begins = max(seasons)
    return begins, -negative_length


def _closes(call: Call) -> date:
    return first_day(call.deadline or "")


def _day_number(call: Call) -> int:
    return _closes(call).replace(year=_LEAP_YEAR).timetuple().tm_yday


def _days_after(begins: int, call: Call) -> int:
    return (_day_number(call) - begins) % 366


def _year_day(number: int) -> YearDay:
    day = date.fromordinal(date(_LEAP_YEAR, 1, 1).toordinal() + number - 1)
    return YearDay(day.month, day.day)
