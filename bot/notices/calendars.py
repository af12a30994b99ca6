"""By which clock and holidays people live, and when a reminder is due by them."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot.notices.vocabulary import DAYS, Lead
from bot.working_days import Country, is_working_day
from knowledge.base import KnowledgeBase

MORNING: Final = time(8)
"""When people are told, by their own clock."""
_EVENING: Final = time(16)
_TOO_EARLY: Final = time(10)
"""What closes before this on the day itself is told the evening before."""
_NEAR: Final = 7
"""A reminder of so few days comes on the working day before, a longer one on the one after."""
_A_DAY: Final = timedelta(days=1)
_HOME: Final[Country] = "NO"


@dataclass(frozen=True, slots=True)
class Calendar:
    """The clock and the holidays of some regions."""

    zone: str
    country: Country
    regions: frozenset[str]
    unplaced: bool
    """Whether those of no known region live by it too."""

    def at(self, day: date, clock: time = MORNING) -> datetime:
        """Give the moment of a local day and wall time; aware, in the zone."""
        return datetime.combine(day, clock, ZoneInfo(self.zone))

    def day(self, moment: datetime) -> date:
        """Give the local day of a moment."""
        return moment.astimezone(ZoneInfo(self.zone)).date()

    def minute(self, moment: datetime) -> int:
        """Give the minute of the local day, by the wall clock."""
        local = moment.astimezone(ZoneInfo(self.zone))
        return local.hour * 60 + local.minute

    def working_day(self, day: date, step: timedelta) -> date:
        """Give `day`, or the nearest working day in the direction of `step`."""
        while not is_working_day(day, self.country):
            day += step
        return day

    def mornings(self, start: datetime, end: datetime) -> tuple[date, ...]:
        """Give the days whose morning lies after `start` and not after `end`."""
        first, last = self.day(start), self.day(end)
        days = (first + _A_DAY * number for number in range((last - first).days + 1))
        return tuple(day for day in days if start < self.at(day) <= end)


def calendars(kb: KnowledgeBase) -> tuple[Calendar, ...]:
    """Give one calendar for all regions that share clock and holidays."""
    shared: dict[tuple[str, Country], set[str]] = {}
    for region in kb.regions.values():
        shared.setdefault((region.zone, region.country), set()).add(region.id)
    if all(country != _HOME for _, country in shared):
        shared["Europe/Oslo", _HOME] = set()
    unplaced = next(key for key in shared if key[1] == _HOME)
    return tuple(
        Calendar(*key, frozenset(regions), unplaced=key == unplaced)
        for key, regions in shared.items()
    )


def calendar_of(kb: KnowledgeBase, region: str | None) -> Calendar:
    """Give the calendar of somebody in `region`, or of no known region."""
    known = calendars(kb)
    return next(
        (it for it in known if region in it.regions), next(it for it in known if it.unplaced)
    )


def reminded_at(
    calendar: Calendar, moment: datetime, lead: Lead, *, timed: bool, working_days_only: bool
) -> datetime:
    """Give when a reminder of `moment` is due: in the morning, so many local days before.

    On a day off, who is told on working days only hears on the working day before where a week
    or less is left, else on the one after. What closes early on the day itself is told on the
    evening before.
    """
    local = moment.astimezone(ZoneInfo(calendar.zone))
    days = DAYS.get(lead, 0)
    day, clock = local.date() - timedelta(days=days), MORNING
    if days == 0 and timed and local.time() < _TOO_EARLY:
        day, clock = day - _A_DAY, _EVENING
    if working_days_only:
        day = calendar.working_day(day, -_A_DAY if days <= _NEAR else _A_DAY)
    return calendar.at(day, clock)
