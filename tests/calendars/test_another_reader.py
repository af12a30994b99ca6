"""ical.js, which shares nothing with us, finds the same in our calendars."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from bot.calendars.dates import dates_around, main_date
from bot.calendars.entry import Entry, entry_of
from bot.calendars.file import calendar_file, feed_file
from bot.calendars.plans import plan_entries
from bot.calendars.stamps import Stamps
from bot.plans.work_back import work_back
from bot.speech.speaker import Speaker
from knowledge.base import KnowledgeBase
from knowledge.moments import moment
from tests.calendars.reading import read_by_another
from tests.knowledge.make import call, programme, texts
from tests.notices.edges import edges
from tests.notices.telling import at, packs

pytestmark = pytest.mark.node

NOW = at("2027-03-01T09:00")
HOSTILE = (
    "x\r\nBEGIN:VALARM\r\nEND:VALARM",
    "END:VEVENT\nEND:VCALENDAR",
    'a; b, c: d \\ e \\n f "g"',
    "Blåbærsyltetøy på Ås " * 30,
    "👩‍🔧🙂" * 60,
    "ein  to\ttre\x00\x0bfire\u2028fem",
)


def feed(kb: KnowledgeBase, now: datetime = NOW) -> list[Entry]:
    say = Speaker("nb", now.date(), kb)
    return [entry_of(say, it, Stamps().of(it)) for it in dates_around(kb, now)]


def instant(value: date | None) -> str | None:
    if not isinstance(value, datetime):
        return value.isoformat() if value else None
    return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")


def agreed(entries: Iterable[Entry], found: list[dict[str, Any]]) -> None:
    for entry, event in zip(entries, found, strict=True):
        assert event["uid"] == entry.uid
        assert event["sequence"] == entry.stamp.sequence
        assert event["status"] == entry.status
        assert (event["start"], event["end"]) == (instant(entry.begin), instant(entry.end))
        assert event["description"] == entry.description
        assert len(event["alarms"]) == len(entry.alarms)


def test_a_feed() -> None:
    entries = feed(edges())
    told = read_by_another(feed_file("x.ics", "Nord", "nb", entries).content)
    agreed(entries, told["events"])
    assert (told["method"], told["name"]) == ("PUBLISH", "Nord")
    assert (told["refresh"], told["ttl"]) == ("PT1H", "PT1H")
    assert (told["zones"], told["others"]) == (2, 0)


def test_all_that_is_shipped() -> None:
    entries = feed(packs(), at("2026-06-01T00:00"))
    assert entries
    agreed(entries, read_by_another(feed_file("x.ics", "Alt", "nb", entries).content)["events"])


def test_an_empty_feed() -> None:
    told = read_by_another(feed_file("x.ics", "Nord", "nb", []).content)
    assert (told["zones"], told["events"]) == (1, [])


def test_a_plan() -> None:
    kb = packs()
    now = at("2023-11-01T08:00")
    plan = work_back(kb, "klimasats-2024", now.date(), kb.municipalities["namsos"])
    assert plan is not None
    entries = list(plan_entries(Speaker("nb", now.date(), kb), plan, now))
    told = read_by_another(calendar_file("x.ics", "nb", entries).content)
    agreed(entries, told["events"])
    assert len(entries) == len(plan.steps)
    assert told["name"] is None


def test_hostile_words() -> None:
    calls = [
        call("2027-03-17", id=f"c{number}", title=texts(title))
        for number, title in enumerate(HOSTILE)
    ]
    entries = feed(KnowledgeBase([edges().regions["nord"], programme("p"), *calls]))
    found = read_by_another(feed_file("x.ics", "Nord", "nb", entries).content)["events"]
    agreed(entries, found)
    assert [it["summary"] for it in found] == [
        "Frist: x BEGIN:VALARM END:VALARM",
        "Frist: END:VEVENT END:VCALENDAR",
        f"Frist: {HOSTILE[2]}",
        f"Frist: {HOSTILE[3].strip()}",
        f"Frist: {HOSTILE[4]}",
        "Frist: ein to tre fire fem",
    ]


@pytest.mark.parametrize("zone", ["Europe/Oslo", "Europe/Stockholm", "Europe/Brussels"])
def test_the_days_on_which_clocks_change(zone: str) -> None:
    """Each half hour around the change, and a week before and after it."""
    nights = [datetime(2027, 3, 28), datetime(2027, 10, 31), datetime(2035, 3, 25)]  # noqa: DTZ001
    steps = [timedelta(minutes=30) * number for number in range(12)]
    steps += [timedelta(days=-7), timedelta(days=7)]
    times = [(night + step).isoformat()[:16] for night in nights for step in steps]
    records = [call(time, zone=zone) for time in times]
    kb = KnowledgeBase([programme("p"), *records])
    say = Speaker("nb", NOW.date(), kb)
    matters = [main_date(kb, record) for record in records]
    entries = [entry_of(say, it, Stamps().of(it)) for it in matters if it]
    found = read_by_another(calendar_file("x.ics", "nb", entries).content)["events"]
    assert [it["start"] for it in found] == [instant(moment(time, zone)) for time in times]
    assert {it["zone"] for it in found} == {zone, None}, "UTC where a time comes twice"


def test_fourteen_days_before_are_at_the_same_time_across_a_change() -> None:
    kb = KnowledgeBase([programme("p"), call("2027-04-01T13:00")])
    [found] = read_by_another(calendar_file("x.ics", "nb", feed(kb)).content)["events"]
    assert found["alarms"] == ["2027-03-18T13:00:00", "2027-03-31T13:00:00"]
