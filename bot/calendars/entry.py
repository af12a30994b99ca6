"""One date as an entry of a calendar: a VEVENT."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from urllib.parse import quote

import icalendar

from bot.calendars.dates import span
from bot.calendars.stamps import Stamp
from bot.calendars.words import clean, description, is_tentative, one_line, summary
from bot.notices.words.matter import Matter
from bot.speech.sentences import capital
from bot.speech.speaker import Speaker
from knowledge.records.events import Event
from knowledge.records.funding import Call

_MORNING: Final = timedelta(hours=15)
"""So long before midnight it is nine in the morning of the day before."""
_WEEKS: Final = timedelta(days=14)
_A_DAY: Final = timedelta(days=1)
_ADDRESS: Final = re.compile(r"https?://[^\s]+")


@dataclass(frozen=True, slots=True)
class Entry:
    """What stands in a calendar, whatever it was made from."""

    uid: str
    """Stable for as long as the thing exists."""
    stamp: Stamp
    summary: str
    description: str
    begin: date
    """A day, or an aware moment in the zone that people read it in."""
    end: date | None
    """Not included; None for an instant, and where it is not known."""
    status: str
    is_busy: bool
    """Whether it takes the time of those who have it; a deadline does not."""
    alarms: tuple[timedelta, ...]
    """How long before the begin one is reminded."""
    place: str | None = None
    url: str | None = None
    categories: tuple[str, ...] = ()

    def component(self) -> icalendar.Event:
        """Give it in the form of iCalendar, free of signs that break lines."""
        event = icalendar.Event()
        event.add("UID", one_line(self.uid))
        event.add("SEQUENCE", self.stamp.sequence)
        event.add("DTSTAMP", self.stamp.changed_at)
        event.add("LAST-MODIFIED", self.stamp.changed_at)
        event.add("DTSTART", self.begin)
        if self.end:
            event.add("DTEND", self.end)
        event.add("SUMMARY", one_line(self.summary))
        event.add("DESCRIPTION", clean(self.description))
        event.add("STATUS", self.status)
        event.add("TRANSP", "OPAQUE" if self.is_busy else "TRANSPARENT")
        for name, value in self._further():
            event.add(name, value)
        for before in self.alarms:
            event.add_component(self._alarm(before))
        return event

    def _further(self) -> Iterator[tuple[str, object]]:
        if self.place and (place := one_line(self.place)):
            yield "LOCATION", place
        if self.url and (address := web_address(self.url)):
            yield "URL", address
        if self.categories:
            yield "CATEGORIES", [one_line(it) for it in self.categories]

    def _alarm(self, before: timedelta) -> icalendar.Alarm:
        alarm = icalendar.Alarm()
        alarm.add("ACTION", "DISPLAY")
        alarm.add("DESCRIPTION", one_line(self.summary))
        alarm.add("TRIGGER", -before)
        return alarm


def entry_of(say: Speaker, matter: Matter, stamp: Stamp) -> Entry:
    """Make the entry of one date in the reader's language."""
    record = matter.record
    begin, end = span(matter)
    cancelled = record.happening == "cancelled"
    meeting = record if isinstance(record, Event) and matter.what == "starts" else None
    return Entry(
        uid=uid_of(matter),
        stamp=stamp,
        summary=summary(say, matter),
        description=description(say, matter),
        begin=begin,
        end=end,
        status=_status(matter),
        is_busy=meeting is not None and not cancelled,
        alarms=() if cancelled else alarms(begin, weeks_ahead=matter.what in ("closes", "sign_up")),
        place=_place(say, meeting) if meeting else None,
        url=record.website.address if record.website else None,
        categories=tuple(capital(say.text(f"theme.{theme}")) for theme in record.themes),
    )


def uid_of(matter: Matter) -> str:
    """Name a date for as long as its record exists: ``call-klimasats-2027@idelos``.

    The opening of a call and the sign-up for a meeting are entries of their own.
    """
    kind = "call" if isinstance(matter.record, Call) else "event"
    which = {"opens": "-opens", "sign_up": "-sign-up"}.get(matter.what, "")
    return f"{kind}-{matter.record.id}{which}@idelos"


def alarms(begin: date, *, weeks_ahead: bool) -> tuple[timedelta, ...]:
    """Remind the day before, at nine where there is no time; of deadlines two weeks before too."""
    last = _A_DAY if isinstance(begin, datetime) else _MORNING
    return (_WEEKS - _A_DAY + last, last) if weeks_ahead else (last,)


def web_address(text: str) -> str | None:
    """Give the whole address of a page as an address can be written; None for anything else."""
    whole = text if "://" in text else f"https://{text}"
    if not _ADDRESS.fullmatch(whole):
        return None
    return quote(whole, safe="/:?#[]@!$&'()*+,;=%~")


def _status(matter: Matter) -> str:
    if matter.record.happening == "cancelled":
        return "CANCELLED"
    return "TENTATIVE" if is_tentative(matter) else "CONFIRMED"


def _place(say: Speaker, event: Event) -> str | None:
    return event.place or (say.text(f"format.{event.format}") if event.format else None)
