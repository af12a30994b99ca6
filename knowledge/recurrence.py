"""Series that come again, expanded to events where somebody looks, and nowhere else."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final, cast
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta
from dateutil.rrule import rrule, rrulestr

from knowledge.moments import first_day, last_day, moment
from knowledge.records.events import Event, Recurrence, RecurrenceException, Series
from knowledge.records.places import Region

_ANY_ZONE: Final = timedelta(days=2)
"""No two zones are further apart."""
_DAY_SIGNS: Final = len("-2027-01-18")
_YEARS: Final = 10
"""So long a rule without an end is believed, so that no question can make it run on and on."""


def days_of(recurrence: Recurrence) -> rrule:
    """Give the days of a rule as naive midnights; raises ValueError for one that means nothing."""
    begins = first_day(recurrence.start)
    ended = "UNTIL" in recurrence.rule or "COUNT" in recurrence.rule
    until = "" if ended else f";UNTIL={_furthest(begins):%Y%m%d}"
    start = datetime.combine(begins, time())
    return cast("rrule", rrulestr(f"{recurrence.rule}{until}", dtstart=start, cache=True))


def _furthest(begins: date) -> date:
    return begins + relativedelta(years=_YEARS)


def gives(days: rrule, day: date) -> bool:
    """Tell whether a rule gives `day`; looks no further than that day."""
    midnight = datetime.combine(day, time())
    return bool(days.between(midnight, midnight, inc=True))


@dataclass(frozen=True, slots=True)
class _Recurring:
    """One series with a rule, in its zone."""

    series: Series
    recurrence: Recurrence
    zone: str
    days: rrule
    replaced: frozenset[str]
    """Ids of meetings that are told otherwise: by an exception or by an event of their own."""

    def between(self, first: date, last: date) -> Iterator[Event]:
        """Give the meetings of these days that are told by the rule alone."""
        begin = datetime.combine(first, time())
        end = datetime.combine(min(last, self.last), time())
        for day in self.days.between(begin, end, inc=True):
            if self.identity(day.date()) not in self.replaced:
                yield self.event(day.date(), f"{day:%Y-%m-%d}{self.recurrence.start[10:]}")

    @property
    def last(self) -> date:
        """The last day that the rule is believed for."""
        last, until = _furthest(first_day(self.recurrence.start)), self.series.valid_until
        return min(last, last_day(until)) if until else last

    def identity(self, day: date) -> str:
        return f"{self.series.id}-{day}"

    def exception(self, exception: RecurrenceException) -> Event:
        """Give a meeting that was moved or cancelled; it keeps the id of the day it had."""
        day = first_day(exception.day)
        usual = f"{day}{self.recurrence.start[10:]}"
        if exception.moved_to is None:
            return self.event(day, usual, happening="cancelled")
        return self.event(day, exception.moved_to, happening="moved", moved_from=usual)

    def event(self, day: date, start: str, **changes: str) -> Event:
        series, again = self.series, self.recurrence
        record = Event(
            id=self.identity(day),
            sources=series.sources,
            as_of=series.as_of,
            verified=series.verified,
            verified_on=series.verified_on,
            layer=series.layer,
            region=series.region,
            series=series.id,
            body=series.body,
            kind=again.kind,
            own=True,
            title=series.title,
            start=start,
            end=self._end(start),
            place=again.place,
            format=again.format,
            audience=series.audience,
            organiser=series.organiser,
            themes=series.themes,
            happening="planned",
            website=series.website,
            example=again.example,
        )
        return record.model_copy(update=changes)

    def _end(self, start: str) -> str | None:
        minutes = self.recurrence.minutes
        if minutes is None or "T" not in start:
            return None
        ends = moment(start, self.zone) + timedelta(minutes=minutes)
        return ends.astimezone(ZoneInfo(self.zone)).strftime("%Y-%m-%dT%H:%M")


class Occurrences:
    """The meetings of all series that come again. Each is an event with the id
    ``<series>-<day>``, by the day that the rule gives, even where it was moved.

    An event record of the series that begins on that day, or has that id, stands in its place.
    """

    def __init__(
        self, series: Iterable[Series], events: Iterable[Event], regions: Mapping[str, Region]
    ) -> None:
        own = _own_records(events)
        self._recurring: Final = {
            it.id: _Recurring(
                it, it.recurrence, region.zone, days_of(it.recurrence), own | _told(it)
            )
            for it in series
            if it.recurrence and it.status not in ("closed", "replaced")
            if (region := regions.get(it.region))
        }
        exceptional = (
            it.exception(exception)
            for it in self._recurring.values()
            for exception in it.recurrence.exceptions
        )
        self.exceptional: Final = {it.id: it for it in exceptional if it.id not in own}
        """The moved and cancelled ones, by id: few, and known without looking at a rule."""

    def between(self, start: datetime, end: datetime) -> Iterator[Event]:
        """Give the meetings on the days that `start` to `end` (aware) touch in any zone.

        Those in `exceptional` are left out.
        """
        first = max(start.date(), date.min + _ANY_ZONE) - _ANY_ZONE
        last = min(end.date(), date.max - _ANY_ZONE) + _ANY_ZONE
        for series in self._recurring.values():
            yield from series.between(first, last)

    def get(self, identity: str) -> Event | None:
        """Give one meeting by its id, None where no rule gives it."""
        if identity in self.exceptional:
            return self.exceptional[identity]
        series = self._recurring.get(identity[:-_DAY_SIGNS])
        try:
            day = date.fromisoformat(identity[1 - _DAY_SIGNS :])
        except ValueError:
            return None
        return next(series.between(day, day), None) if series else None


def _own_records(events: Iterable[Event]) -> frozenset[str]:
    """Give the ids of the meetings that event records stand for."""
    ids: set[str] = set()
    for event in events:
        ids.add(event.id)
        if event.series and event.start:
            ids.add(f"{event.series}-{event.start[:10]}")
    return frozenset(ids)


def _told(series: Series) -> frozenset[str]:
    exceptions = series.recurrence.exceptions if series.recurrence else ()
    return frozenset(f"{series.id}-{it.day}" for it in exceptions)
