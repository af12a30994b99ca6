"""A whole calendar as a file that other programs read or follow."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

import icalendar
from icalendar import vDuration, vText

from bot.calendars.entry import Entry
from bot.calendars.words import one_line
from bot.calendars.zones import zone_of
from bot.message import Language

MEDIA_TYPE: Final = "text/calendar"
_REFRESH: Final = timedelta(hours=1)
_HOME: Final = "Europe/Oslo"


@dataclass(frozen=True, slots=True)
class CalendarFile:
    """A calendar as bytes, with the name that it is kept under."""

    name: str
    """``klimasats-2027.ics``: small letters, digits and dashes."""
    content: bytes


def calendar_file(name: str, language: Language, entries: Iterable[Entry]) -> CalendarFile:
    """Give a file to be added to somebody's own calendar once.

    It has no name as a calendar: Outlook would open one of its own for it.
    """
    return _written(name, _calendar(language), entries)


def feed_file(name: str, title: str, language: Language, entries: Iterable[Entry]) -> CalendarFile:
    """Give a calendar that programs fetch again, with its name and how often to ask."""
    calendar = _calendar(language)
    # RFC 7986 knows NAME and REFRESH-INTERVAL; Outlook, Google and Apple the older names.
    for field in ("NAME", "X-WR-CALNAME"):
        calendar.add(field, vText(one_line(title)))
    calendar.add("REFRESH-INTERVAL", _hourly())
    calendar.add("X-PUBLISHED-TTL", vDuration(_REFRESH))
    return _written(name, calendar, entries)


def file_name(*parts: str) -> str:
    """Give a name that every system can keep: ``feed-trondelag.ics``."""
    return re.sub(r"[^a-z0-9-]+", "-", "-".join(parts).lower()) + ".ics"


def _hourly() -> vDuration:
    interval = vDuration(_REFRESH)
    interval.params["VALUE"] = "DURATION"
    return interval


def _calendar(language: Language) -> icalendar.Calendar:
    calendar = icalendar.Calendar()
    calendar.add("PRODID", f"-//Idelos//Idelos//{language.upper()}")
    calendar.add("VERSION", "2.0")
    calendar.add("CALSCALE", "GREGORIAN")
    calendar.add("METHOD", "PUBLISH")
    return calendar


def _written(name: str, calendar: icalendar.Calendar, entries: Iterable[Entry]) -> CalendarFile:
    components = [entry.component() for entry in entries]
    zones = {str(zone) for it in components if (zone := it["DTSTART"].params.get("TZID"))}
    # A calendar must have something in it, so an empty one has a zone.
    for zone in sorted(zones) if components else (_HOME,):
        calendar.add_component(zone_of(zone))
    for component in components:
        calendar.add_component(component)
    return CalendarFile(name, calendar.to_ical())
