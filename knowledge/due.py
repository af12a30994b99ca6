"""What is due when: calls that open and close, meetings that begin, sign-ups that end."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from heapq import merge
from typing import Literal

from knowledge.moments import has_day, moment
from knowledge.records.events import Event
from knowledge.records.funding import Call
from knowledge.records.places import Region

DueKind = Literal["opens", "closes", "starts", "sign_up"]


@dataclass(frozen=True, slots=True)
class Due:
    """One moment of a call or an event."""

    record: Call | Event
    kind: DueKind
    moment: datetime
    """Aware, UTC. Without a time in the source a closing counts to 23:59 local time,
    anything else from 00:00."""
    has_time: bool
    """Whether the source gives the time."""


def due_moments(
    calls: Iterable[Call], events: Iterable[Event], regions: Mapping[str, Region]
) -> tuple[Due, ...]:
    """Give all moments that have at least a day, in order of time. A cancelled call has none."""
    found = [due for call in calls if call.happening != "cancelled" for due in _of_call(call)]
    for event in events:
        if region := regions.get(event.region):
            found += _of_event(event, region.zone)
    return tuple(sorted(found, key=_moment))


def between(moments: tuple[Due, ...], start: datetime, end: datetime) -> tuple[Due, ...]:
    """Cut out of sorted `moments` those from `start` up to, not including, `end`."""
    first = bisect_left(moments, start, key=_moment)
    return moments[first : bisect_left(moments, end, key=_moment)]


def merged(first: tuple[Due, ...], second: tuple[Due, ...]) -> tuple[Due, ...]:
    """Put two sorted rows of moments into one."""
    return tuple(merge(first, second, key=_moment)) if second else first


def _of_call(call: Call) -> Iterator[Due]:
    if call.opens:
        yield _due(call, "opens", call.opens, call.zone)
    if call.deadline:
        yield _due(call, "closes", call.deadline, call.zone)


def _of_event(event: Event, zone: str) -> Iterator[Due]:
    if event.start and has_day(event.start):
        yield _due(event, "starts", event.start, zone)
    if event.sign_up_by:
        yield _due(event, "sign_up", event.sign_up_by, zone)


def _due(record: Call | Event, kind: DueKind, text: str, zone: str) -> Due:
    at_end = kind in ("closes", "sign_up")
    return Due(record, kind, moment(text, zone, end_of_day=at_end), "T" in text)


def _moment(due: Due) -> datetime:
    return due.moment
