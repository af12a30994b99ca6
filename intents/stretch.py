"""Stretches of days, and the arithmetic on them."""

from dataclasses import dataclass
from datetime import date, timedelta

DAY = timedelta(days=1)
WEEK = timedelta(weeks=1)
UNIT_MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12}


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days from `start` up to `end`, named by the words up to `stop`."""

    start: date
    end: date
    stop: int
    point: bool = False
    """A feast or season that «by» stops at, not after: «innen nyttår»."""


def one_day(day: date, stop: int) -> Stretch:
    """Give a single day."""
    return Stretch(day, day + DAY, stop)


def months(year: int, first: int, count: int, stop: int) -> Stretch:
    """Give `count` months; `first` is counted from January of `year` and may lie outside it."""
    return Stretch(_first_of(year, first), _first_of(year, first + count), stop)


def shifted(day: date, unit: str, steps: int) -> date:
    """Give the day some units later, the last of the month where it has no such day."""
    if unit in {"day", "week"}:
        return day + steps * (DAY if unit == "day" else WEEK)
    month = months(day.year, day.month + steps * UNIT_MONTHS[unit], 1, 0)
    return month.start + min(day.day - 1, (month.end - month.start).days - 1) * DAY


def _first_of(year: int, month: int) -> date:
    return date(year + (month - 1) // 12, (month - 1) % 12 + 1, 1)
