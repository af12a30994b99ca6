"""Series that come again: their meetings are events like any other."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import takewhile
from typing import Any

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given
from hypothesis import strategies as st

from knowledge.base import KnowledgeBase
from knowledge.moments import moment
from knowledge.records.events import Event, Recurrence, Series
from knowledge.records.places import Region
from tests.knowledge.make import event, texts

MONTHLY = "FREQ=MONTHLY;BYDAY=3MO"


def region(zone: str = "Europe/Oslo") -> Region:
    return Region.model_validate(
        {
            "id": "nord",
            "verified": True,
            "names": texts("Nord"),
            "country": "SE" if zone.endswith("Stockholm") else "NO",
            "zone": zone,
            "language": "nb",
            "partnership": texts("Nord"),
        }
    )


def series(rule: str = MONTHLY, start: str = "2027-01-18T09:00", **fields: Any) -> Series:
    own = {name: fields.pop(name) for name in list(fields) if name in Recurrence.model_fields}
    return Series.model_validate(
        {
            "id": "group",
            "verified": True,
            "region": "nord",
            "title": texts("Steering group"),
            "organiser": "Nord",
            "rhythm": texts("monthly"),
            "recurrence": {"rule": rule, "start": start, **own},
            **fields,
        }
    )


def base(*records: Any, zone: str = "Europe/Oslo") -> KnowledgeBase:
    return KnowledgeBase([region(zone), *records])


def started(kb: KnowledgeBase, first: str, end: str) -> list[tuple[str, str]]:
    window = (datetime.fromisoformat(f"{day}T00:00+00:00") for day in (first, end))
    return [
        (due.record.id, due.moment.strftime("%Y-%m-%dT%H:%MZ"))
        for due in kb.due(*window)
        if due.kind == "starts"
    ]


def test_each_meeting_is_an_event_with_an_id_of_its_day() -> None:
    kb = base(series(minutes=90, body="board"))
    assert started(kb, "2027-01-01", "2027-04-01") == [
        ("group-2027-01-18", "2027-01-18T08:00Z"),
        ("group-2027-02-15", "2027-02-15T08:00Z"),
        ("group-2027-03-15", "2027-03-15T08:00Z"),
    ]
    found = kb.event("group-2027-02-15")
    assert found is not None
    assert (found.start, found.end) == ("2027-02-15T09:00", "2027-02-15T10:30")
    assert (found.series, found.body, found.happening) == ("group", "board", "planned")


def test_wall_time_stays_across_the_change_of_clocks() -> None:
    kb = base(series("FREQ=WEEKLY", "2027-03-22T09:00"))
    assert [when for _, when in started(kb, "2027-03-20", "2027-04-01")] == [
        "2027-03-22T08:00Z",
        "2027-03-29T07:00Z",
    ]


@pytest.mark.parametrize("zone", ["Europe/Oslo", "Europe/Stockholm"])
@pytest.mark.parametrize(
    ("day", "when", "ends"),
    [
        ("2027-03-28", "2027-03-28T01:30Z", "2027-03-28T04:30"),  # 02:30 does not exist: 03:30
        ("2027-10-31", "2027-10-31T00:30Z", "2027-10-31T02:30"),  # 02:30 comes twice: the first
    ],
)
def test_half_past_two_on_the_days_of_change(zone: str, day: str, when: str, ends: str) -> None:
    kb = base(series("FREQ=DAILY;COUNT=1", f"{day}T02:30", minutes=60), zone=zone)
    assert started(kb, "2027-03-01", "2027-12-01") == [(f"group-{day}", when)]
    found = kb.event(f"group-{day}")
    assert found is not None
    assert found.end == ends


def test_a_leap_day_and_week_53_come_when_the_calendar_has_them() -> None:
    leap = base(series("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", "2024-02-29"))
    assert [it for it, _ in started(leap, "2024-01-01", "2033-01-01")] == [
        "group-2024-02-29",
        "group-2028-02-29",
        "group-2032-02-29",
    ]
    week = base(series("FREQ=YEARLY;BYWEEKNO=53;BYDAY=WE", "2026-12-30"))
    assert [it for it, _ in started(week, "2026-01-01", "2034-01-01")] == [
        "group-2026-12-30",
        "group-2032-12-29",
    ]


def test_the_last_day_of_a_rule_counts() -> None:
    kb = base(series("FREQ=WEEKLY;UNTIL=20270201"))
    assert [it for it, _ in started(kb, "2027-01-01", "2028-01-01")] == [
        "group-2027-01-18",
        "group-2027-01-25",
        "group-2027-02-01",
    ]


def test_a_moved_meeting_keeps_its_id_and_a_cancelled_one_says_so() -> None:
    exceptions = [
        {"day": "2027-02-15", "moved_to": "2027-02-22T12:00"},
        {"day": "2027-03-15"},
    ]
    kb = base(series(exceptions=exceptions))
    assert started(kb, "2027-01-01", "2027-04-01") == [
        ("group-2027-01-18", "2027-01-18T08:00Z"),
        ("group-2027-02-15", "2027-02-22T11:00Z"),
        ("group-2027-03-15", "2027-03-15T08:00Z"),
    ]
    moved, cancelled = kb.event("group-2027-02-15"), kb.event("group-2027-03-15")
    assert moved is not None
    assert cancelled is not None
    assert (moved.happening, moved.moved_from) == ("moved", "2027-02-15T09:00")
    assert cancelled.happening == "cancelled"


@pytest.mark.parametrize(
    "own",
    [
        event("own", "2027-02-15T10:00", series="group"),
        event("group-2027-02-15", "2027-02-17T10:00"),
    ],
    ids=["by its day", "by its id"],
)
def test_an_event_of_its_own_stands_in_the_place_of_the_rule(own: Event) -> None:
    kb = base(series(), own)
    ids = [it for it, _ in started(kb, "2027-02-01", "2027-03-01")]
    assert ids == [own.id]
    assert kb.event("group-2027-02-15") == (own if own.id == "group-2027-02-15" else None)


@pytest.mark.parametrize(
    "identity", ["group-2027-01-19", "group-2027-13-40", "group", "other-2027-01-18", "", "-"]
)
def test_there_is_no_meeting_where_no_rule_gives_one(identity: str) -> None:
    assert base(series()).event(identity) is None


@pytest.mark.parametrize(
    "fields", [{"status": "closed"}, {"valid_until": "2027-01-31"}], ids=["closed", "expired"]
)
def test_a_series_that_has_ended_gives_no_more_meetings(fields: dict[str, str]) -> None:
    assert started(base(series(**fields)), "2027-02-01", "2028-01-01") == []


def test_only_what_is_looked_at_is_expanded() -> None:
    kb = base(series("FREQ=DAILY", "2020-01-01T09:00"))
    at = datetime(2027, 5, 5, 7, tzinfo=UTC)
    assert [due.moment for due in kb.due(at, at.replace(minute=1))] == [at]
    assert kb.due(at, at) == ()


def test_no_question_makes_a_rule_run_on_and_on() -> None:
    kb = base(series("FREQ=DAILY", "2027-01-01T09:00"))
    found = kb.due(datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC))
    assert len(found) == 10 * 365 + 4
    assert found[-1].record.id == "group-2037-01-01"
    assert kb.event("group-2037-01-02") is None
    assert kb.event("group-9999-12-31") is None


RULES = st.sampled_from(
    [
        "FREQ=DAILY;INTERVAL=3",
        "FREQ=WEEKLY;BYDAY=MO,WE",
        "FREQ=WEEKLY;INTERVAL=2;COUNT=40",
        "FREQ=MONTHLY;BYDAY=-1FR",
        "FREQ=MONTHLY;BYMONTHDAY=31",
        "FREQ=YEARLY;BYMONTH=3,10;BYDAY=-1SU",
        "FREQ=YEARLY;BYWEEKNO=53;BYDAY=TU",
    ]
)
FIRST = datetime(2026, 6, 1, tzinfo=UTC)
MOMENTS = st.integers(0, 60 * 24 * 950).map(lambda minutes: FIRST + timedelta(minutes=minutes))


@given(RULES, MOMENTS, MOMENTS, st.sampled_from(["T00:00", "T02:30", "T23:59", ""]))
def test_a_window_holds_just_what_the_whole_rule_gives_in_it(
    rule: str, one: datetime, other: datetime, clock: str
) -> None:
    start, end = min(one, other), max(one, other)
    end = min(end, start + timedelta(days=100))
    first = rrulestr(rule, dtstart=FIRST.replace(tzinfo=None))[0]
    again = series(rule, f"{first:%Y-%m-%d}{clock}")
    whole = until(iter(rrulestr(rule, dtstart=first)), 2030)
    moments = [moment(f"{day:%Y-%m-%d}{clock}", "Europe/Oslo") for day in whole]
    kb = base(again)
    found = kb.due(start, end)
    assert [due.moment for due in found] == sorted(it for it in moments if start <= it < end)
    for due in found:
        assert kb.event(due.record.id) == due.record


def until(days: Iterator[datetime], year: int) -> list[datetime]:
    return list(takewhile(lambda day: day.year < year, days))
