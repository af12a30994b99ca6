"""Time zones as a calendar file tells them."""

from functools import cache
from textwrap import dedent
from typing import Final, cast

from icalendar import Timezone

_RULES: Final = dedent("""\
    BEGIN:VTIMEZONE
    TZID:{name}
    BEGIN:DAYLIGHT
    DTSTART:19960331T020000
    RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
    TZNAME:CEST
    TZOFFSETFROM:+0100
    TZOFFSETTO:+0200
    END:DAYLIGHT
    BEGIN:STANDARD
    DTSTART:19961027T030000
    RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
    TZNAME:CET
    TZOFFSETFROM:+0200
    TZOFFSETTO:+0100
    END:STANDARD
    END:VTIMEZONE
    """)


@cache
def zone_of(name: str) -> Timezone:
    """Give a zone of Central Europe by the rule that has held since 1996, as all of ours have it.

    It is a rule and no list of days, because Outlook reads none; and the lists that icalendar
    7.3 writes (`add_missing_timezones`) let summer time begin an hour late.
    """
    return cast("Timezone", Timezone.from_ical(_RULES.format(name=name)))
