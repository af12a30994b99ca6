"""What one date becomes in a calendar."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.calendars.dates import date_of, dates_around, main_date, span
from bot.calendars.entry import entry_of, web_address
from bot.calendars.file import calendar_file, feed_file
from bot.calendars.stamps import Stamps
from bot.calendars.words import one_line
from bot.message import Language
from bot.speech.sentences import capital
from bot.speech.speaker import Speaker
from knowledge.base import KnowledgeBase
from knowledge.records.base import Website
from knowledge.records.events import Event, Series
from knowledge.records.funding import Call
from tests.calendars.reading import components, lines
from tests.knowledge.make import call, event, programme, texts
from tests.notices.edges import edges
from tests.notices.telling import at

NOW = at("2027-03-01T09:00")
OSLO = ZoneInfo("Europe/Oslo")


def base(*records: Any) -> KnowledgeBase:
    return KnowledgeBase([edges().regions["nord"], programme("p"), *records])


def written(record: Call | Event, language: Language = "nb", *others: Any) -> Any:
    """The entry of a record in a file of its own."""
    kb = base(record, *others)
    matter = main_date(kb, record)
    assert matter is not None
    say = Speaker(language, NOW.date(), kb)
    file = calendar_file("x.ics", language, [entry_of(say, matter, Stamps().of(matter))])
    lines(file.content)
    [found] = components(file.content)
    return found


def edge(identity: str) -> Any:
    kb = edges()
    return written(kb.calls.get(identity) or kb.events[identity])


def test_a_deadline_with_a_time_is_an_instant_in_its_own_zone() -> None:
    found = written(call("2027-09-22T17:00", zone="Europe/Brussels"))
    assert found["DTSTART"].params["TZID"] == "Europe/Brussels"
    assert found["DTSTART"].dt == datetime(2027, 9, 22, 17, tzinfo=ZoneInfo("Europe/Brussels"))
    assert "DTEND" not in found


def test_a_deadline_without_a_time_is_the_whole_day_and_says_so() -> None:
    found = written(call("2027-03-17"))
    assert found["DTSTART"].params["VALUE"] == "DATE"
    assert (found["DTSTART"].dt, found["DTEND"].dt) == (date(2027, 3, 17), date(2027, 3, 18))
    assert "Klokkeslettet står ikke i kilden." in found["DESCRIPTION"]


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("2027-03-17", "2027-03-18", (date(2027, 3, 17), date(2027, 3, 19))),
        ("2027-03-17", "2027-03-16", (date(2027, 3, 17), date(2027, 3, 18))),
        ("2027-03-17", "2027-03", (date(2027, 3, 17), date(2027, 3, 18))),
        ("2027-12-31", None, (date(2027, 12, 31), date(2028, 1, 1))),
        ("2028-02-28", None, (date(2028, 2, 28), date(2028, 2, 29))),
        ("2027-03-17", "2027-03-18T15:00", (date(2027, 3, 17), date(2027, 3, 19))),
        (
            "2027-03-17T09:00",
            "2027-03-17T11:30",
            (datetime(2027, 3, 17, 9, tzinfo=OSLO), datetime(2027, 3, 17, 11, 30, tzinfo=OSLO)),
        ),
        (
            "2027-03-17T09:00",
            "2027-03-18",
            (datetime(2027, 3, 17, 9, tzinfo=OSLO), datetime(2027, 3, 19, tzinfo=OSLO)),
        ),
        ("2027-03-17T09:00", None, (datetime(2027, 3, 17, 9, tzinfo=OSLO), None)),
        ("2027-03-17T09:00", "2027-03-17T08:00", (datetime(2027, 3, 17, 9, tzinfo=OSLO), None)),
    ],
)
def test_how_long_a_meeting_takes(start: str, end: str | None, expected: Any) -> None:
    meeting = event("meets", start, end=end)
    matter = date_of(base(meeting), meeting, "starts")
    assert matter is not None
    assert span(matter) == expected


def test_what_names_no_day_has_no_entry() -> None:
    for record in (event("some", "2027-03"), event("none", None), call(None)):
        assert main_date(base(record), record) is None


@pytest.mark.parametrize(
    ("identity", "summary", "status"),
    [
        ("plain", "Frist: Runde to", "CONFIRMED"),
        ("provisional", "Frist: Runde to (foreløpig dato)", "TENTATIVE"),
        ("inferred", "Frist: Runde to (usikker dato)", "TENTATIVE"),
        ("unknown", "Frist: Runde to (usikker dato)", "TENTATIVE"),
        ("cancelled", "Avlyst: Runde to", "CANCELLED"),
        ("off", "Avlyst: Samling i fjellet", "CANCELLED"),
        ("moved", "Frist: Runde to", "CONFIRMED"),
        ("labelled", "Siste dag for skisse: Runde to", "CONFIRMED"),
        ("opens", "Åpner: Runde to", "CONFIRMED"),
        ("marked", "Frist: Rom for [[alle]] {name} <b>her</b>", "CONFIRMED"),
    ],
)
def test_what_it_is_called(identity: str, summary: str, status: str) -> None:
    found = edge(identity)
    assert (found["SUMMARY"], found["STATUS"]) == (summary, status)


@pytest.mark.parametrize(
    ("identity", "said"),
    [
        ("plain", "Kilde: nord.example"),
        ("unverified", "Datoen er ikke bekreftet."),
        ("doubtful", "Datoen er ikke bekreftet."),
        ("moved", "Flyttet fra onsdag 10. mars."),
        ("moved-on", "Flyttet fra onsdag 10. mars kl. 09.00."),
        ("sign-up", "Meld deg på senest: fredag 12. mars"),
        ("listed", "fra en oversikt"),
    ],
)
def test_what_one_must_know_of_it(identity: str, said: str) -> None:
    assert said in edge(identity)["DESCRIPTION"]


def test_the_opening_is_told_until_it_is_past() -> None:
    assert (
        "Åpner torsdag 4. mars." in written(call("2027-03-17", opens="2027-03-04"))["DESCRIPTION"]
    )
    assert "Åpner" not in edge("opens-later")["DESCRIPTION"]


@pytest.mark.parametrize(
    ("language", "summary"),
    [
        ("nn", "Frist: round (førebels dato)"),
        ("sv", "Sista dag: round (preliminärt datum)"),
        ("en", "Deadline: round (provisional date)"),
    ],
)
def test_each_language(language: Language, summary: str) -> None:
    assert written(call("2027-03-17", "provisional"), language)["SUMMARY"] == summary


def test_changes_count_up() -> None:
    """A move and a cancellation count at once, each change that the planner found counts more."""
    stamps = []
    for changes, happening in ((0, "planned"), (0, "moved"), (1, "moved"), (1, "cancelled")):
        record = call("2027-03-17", happening=happening)
        matter = main_date(base(record), record)
        assert matter is not None
        known = Stamps(sequences={(f"call:{record.id}", "closes"): changes})
        stamps.append(known.of(matter).sequence)
    assert all(before < after for before, after in pairwise(stamps))


def local(moment: date) -> str:
    return moment.isoformat()[:16]


@pytest.mark.parametrize(
    ("deadline", "alarms"),
    [
        ("2027-03-17T13:00", ["2027-03-03T13:00", "2027-03-16T13:00"]),
        ("2027-04-01T13:00", ["2027-03-18T13:00", "2027-03-31T13:00"]),
        ("2027-03-17", ["2027-03-03T09:00", "2027-03-16T09:00"]),
    ],
)
def test_one_is_reminded_by_the_wall_clock(deadline: str, alarms: list[str]) -> None:
    """«14 days before» across the change to summer time is at the same time of the day."""
    found = written(call(deadline))
    begin = datetime.fromisoformat(deadline)
    triggers = [alarm["TRIGGER"].dt for alarm in found.walk("VALARM")]
    assert [local(begin + trigger) for trigger in triggers] == alarms
    assert list(edge("cancelled").walk("VALARM")) == []


def test_a_deadline_takes_no_time_and_a_meeting_does() -> None:
    assert [edge(it)["TRANSP"] for it in ("plain", "meets", "off")] == [
        "TRANSPARENT",
        "OPAQUE",
        "TRANSPARENT",
    ]


def test_meetings_of_a_series_each_stand_in_a_feed_with_a_name_that_stays() -> None:
    series = Series.model_validate(
        {
            "id": "group",
            "verified": True,
            "region": "nord",
            "title": texts("Gruppa"),
            "organiser": "Nord",
            "rhythm": texts("monthly"),
            "recurrence": {
                "rule": "FREQ=MONTHLY;BYDAY=3MO;COUNT=4",
                "start": "2027-02-15T09:00",
                "minutes": 90,
                "exceptions": [
                    {"day": "2027-03-15", "moved_to": "2027-03-18T10:00"},
                    {"day": "2027-04-19"},
                ],
            },
        }
    )
    kb = base(series)
    say = Speaker("nb", NOW.date(), kb)
    entries = [entry_of(say, it, Stamps().of(it)) for it in dates_around(kb, NOW)]
    assert [(it.uid, local(it.begin), it.status, it.stamp.sequence) for it in entries] == [
        ("event-group-2027-02-15@idelos", "2027-02-15T09:00", "CONFIRMED", 0),
        ("event-group-2027-03-15@idelos", "2027-03-18T10:00", "CONFIRMED", 1),
        ("event-group-2027-04-19@idelos", "2027-04-19T09:00", "CANCELLED", 2),
        ("event-group-2027-05-17@idelos", "2027-05-17T09:00", "CONFIRMED", 0),
    ]


def test_a_call_that_will_not_be_held_stays_in_feeds() -> None:
    kb = base(call("2027-03-17", happening="cancelled"), call("2026-03-17", happening="cancelled"))
    assert [it.moment for it in dates_around(kb, NOW)] == ["2027-03-17"]


@pytest.mark.parametrize("scheme", ["https://a.example/?q=æ&b=1", "a.example/æ"])
def test_an_address_of_a_page_is_written_as_such(scheme: str) -> None:
    assert (web_address(scheme) or "").startswith("https://a.example/")
    assert (web_address(scheme) or "").isascii()


@pytest.mark.parametrize("text", ["javascript://x", "x y", "x\r\nBEGIN:VALARM", "file:///etc"])
def test_nothing_else_becomes_one(text: str) -> None:
    assert web_address(text) is None


hostile = st.one_of(
    st.text(),
    st.text(
        alphabet=st.sampled_from('æøåÅ🙂👩‍🔧é;,:\\"\r\n\t\x00\x0b\x85\u2028 abc'), max_size=300
    ),
    st.sampled_from(
        [
            "BEGIN:VALARM",
            "x\r\nBEGIN:VALARM\r\nACTION:AUDIO\r\nEND:VALARM",
            "x\nEND:VEVENT\nEND:VCALENDAR",
            "\\n\\;\\,\\\\",
            "å" * 500,
            "🙂" * 200,
        ]
    ),
)


@given(title=hostile, place=hostile, about=hostile, website=hostile, name=hostile)
def test_no_words_can_break_a_calendar(
    title: str, place: str, about: str, website: str, name: str
) -> None:
    meeting = event(
        "e",
        "2027-03-17",
        title=texts(title),
        place=place,
        about=texts(about),
        website=Website(address=website),
    )
    kb = base(meeting)
    matter = main_date(kb, meeting)
    assert matter is not None
    say = Speaker("nb", NOW.date(), kb)
    entry = entry_of(say, matter, Stamps().of(matter))
    file = feed_file("x.ics", name, "nb", [entry])
    assert lines(file.content).count(b"BEGIN:VALARM") == 1
    [found] = components(file.content)
    assert found["SUMMARY"] == one_line(capital(title))
    assert found["LOCATION"] == one_line(place) if one_line(place) else "LOCATION" not in found
    assert found["UID"] == "event-e@idelos"


def test_a_calendar_is_the_same_whenever_it_is_made_that_day() -> None:
    kb = edges()

    def feed(now: datetime) -> bytes:
        say = Speaker("nb", now.date(), kb)
        entries = [entry_of(say, it, Stamps().of(it)) for it in dates_around(kb, now)]
        return feed_file("x.ics", "Nord", "nb", entries).content

    assert feed(NOW) == feed(NOW + timedelta(hours=9))
    assert datetime(2027, 3, 1, 18, tzinfo=UTC) == NOW + timedelta(hours=9)
