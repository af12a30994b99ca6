"""Working days of a country, and the weeks in which nothing is decided."""

from datetime import date, timedelta
from functools import cache
from typing import Final, Literal

import holidays
from dateutil.easter import easter

Country = Literal["NO", "SE"]

_A_DAY: Final = timedelta(days=1)
_SATURDAY: Final = 5
_JULY: Final = 7
_DECEMBER: Final = 12
_CHRISTMAS_EVE: Final = 24


@cache
def _holidays(country: Country) -> holidays.HolidayBase:
    """Public holidays, and for Sweden the eves on which offices are closed all the same."""
    categories = ("public", "de_facto") if country == "SE" else ("public",)
    return holidays.country_holidays(country, categories=categories)


def is_working_day(day: date, country: Country) -> bool:
    """Tell whether offices are open: no weekend and no public holiday."""
    return day.weekday() < _SATURDAY and day not in _holidays(country)


def is_quiet(day: date) -> bool:
    """Tell whether `day` lies in July, the week before Easter or the week of Christmas, when no
    committee meets."""
    until_easter = (easter(day.year) - day).days
    christmas = day.month == _DECEMBER and day.day >= _CHRISTMAS_EVE
    return day.month == _JULY or 0 <= until_easter <= 7 or christmas


def is_meeting_day(day: date, country: Country) -> bool:
    """Tell whether one can count on people and committees: a working day outside quiet weeks."""
    return is_working_day(day, country) and not is_quiet(day)


def working_days_before(day: date, count: int, country: Country) -> date:
    """Go back `count` days on which one can count on people, as `is_meeting_day` tells them."""
    while count:
        day -= _A_DAY
        count -= is_meeting_day(day, country)
    return day
