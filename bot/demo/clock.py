"""The demonstration's clock: the real one, until it is put ahead to the next morning."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot.clock import utc_now
from bot.notices.calendars import MORNING
from bot.working_days import is_working_day

ZONE: Final = ZoneInfo("Europe/Oslo")
_A_DAY: Final = timedelta(days=1)


class DemoClock:
    """Tells the time as the whole demonstration sees it, and only ever goes forward."""

    def __init__(self, now: Callable[[], datetime] = utc_now) -> None:
        self._now = now
        self._ahead = timedelta()

    def __call__(self) -> datetime:
        """Give the demonstration's present moment; aware, UTC."""
        return self._now() + self._ahead

    def to_next_morning(self) -> None:
        """Go on to the next working day, to the hour when people are told."""
        now = self()
        day = next_working_day(now.astimezone(ZONE).date())
        self._ahead += datetime.combine(day, MORNING, ZONE) - now


def next_working_day(day: date) -> date:
    """Give the first working day after `day`."""
    day += _A_DAY
    while not is_working_day(day, "NO"):
        day += _A_DAY
    return day
