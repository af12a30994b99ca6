"""Which dates of the records stand in calendars, and when they begin and end there."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from types import MappingProxyType
from typing import Final, TypeAlias
from zoneinfo import ZoneInfo

from bot.notices.words.matter import Matter
from knowledge.base import KnowledgeBase
from knowledge.due import DueKind
from knowledge.moments import first_day, has_day, moment
from knowledge.records.events import Event
from knowledge.records.funding import Call

Span: TypeAlias = tuple[date, date | None]
"""Begin and end as iCalendar has them: days, where the end is not included, or aware moments; no
end where none is known."""

BEFORE: Final = timedelta(days=90)
AHEAD: Final = timedelta(days=730)
"""How far feeds reach: what was cancelled lately is still there, and what comes in two years."""

_A_DAY: Final = timedelta(days=1)
_FIELDS: Final = MappingProxyType(
    {"opens": "opens", "closes": "deadline", "starts": "start", "sign_up": "sign_up_by"}
)


def date_of(kb: KnowledgeBase, record: Call | Event, what: DueKind) -> Matter | None:
    """Give one date of a record; None where it has none that names a day."""
    text = getattr(record, _FIELDS[what])
    if not text or not has_day(text):
        return None
    zone = record.zone if isinstance(record, Call) else kb.regions[record.region].zone
    return Matter(record, what, text, zone)


def main_date(kb: KnowledgeBase, record: Call | Event) -> Matter | None:
    """Give the date that a file of its own is about: when it closes or begins, else opens."""
    if isinstance(record, Call):
        return date_of(kb, record, "closes") or date_of(kb, record, "opens")
    return date_of(kb, record, "starts")


def dates_around(kb: KnowledgeBase, now: datetime) -> Iterator[Matter]:
    """Give all dates that feeds can hold, cancelled ones too. They change at midnight, UTC."""
    today = now.replace(hour=0, minute=0, second=0, microsecond=0)
    start, end = today - BEFORE, today + AHEAD
    for due in kb.due(start, end):
        matter = date_of(kb, due.record, due.kind)
        if matter:
            yield matter
    for call in kb.calls.values():
        matter = date_of(kb, call, "closes") if call.happening == "cancelled" else None
        if matter and start <= moment(matter.moment, matter.zone) < end:
            yield matter


def span(matter: Matter) -> Span:
    """Tell when an entry begins and ends. What closes at a time is an instant."""
    record = matter.record
    end = record.end if isinstance(record, Event) and matter.what == "starts" else None
    end = end if end and has_day(end) else None
    if "T" not in matter.moment:
        last = max(matter.day, first_day(end)) if end else matter.day
        return matter.day, last + _A_DAY
    start = _local(matter.moment, matter.zone)
    until = _end(end, matter.zone) if end else None
    return start, until if until and until > start else None


def _end(text: str, zone: str) -> datetime:
    """A day without a time lasts to its end."""
    if "T" in text:
        return _local(text, zone)
    return _local((first_day(text) + _A_DAY).isoformat(), zone)


def _local(text: str, zone: str) -> datetime:
    """Give a wall time in its zone; one that summer time leaps over becomes the one that is.

    One that comes twice is given in UTC, as programs do not agree on which of the two it is.
    """
    instant = moment(text, zone)
    local = instant.astimezone(ZoneInfo(zone))
    comes_twice = local.utcoffset() != local.replace(fold=1).utcoffset()
    return instant if comes_twice else local
