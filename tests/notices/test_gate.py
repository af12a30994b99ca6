"""When a delivery goes out, waits, or is dropped; over all the hours of a year."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.notices.calendars import Calendar
from bot.notices.gate import Situation, Wishes, allowed_from, decide, late_because
from bot.notices.prepared import Held, Unneeded
from tests.notices.planned import utc

OSLO = Calendar("Europe/Oslo", "NO", frozenset({"nord"}), unplaced=True)
FRIDAY_NOON = utc("2027-01-15T11:00")


def wishes(**changes: Any) -> Wishes:
    given = {
        "quiet_from": 1200,
        "quiet_to": 420,
        "quiet_until": None,
        "working_days_only": True,
        "daily_limit": 3,
    }
    return Wishes(**(given | changes))


def situation(now: datetime = FRIDAY_NOON, **changes: Any) -> Situation:
    given = {
        "kind": "reminder",
        "due_at": now,
        "useful_until": now + timedelta(days=30),
        "now": now,
        "wishes": wishes(),
        "calendar": OSLO,
        "told_today": 0,
    }
    return Situation(**(given | changes))


def test_in_the_daytime_of_a_working_day_it_goes_out() -> None:
    assert decide(situation()) is None


@pytest.mark.parametrize(
    ("now", "until"),
    [
        ("2027-01-14T19:00", "2027-01-15T06:00"),  # 20.00 in winter
        ("2027-01-15T05:59", "2027-01-15T06:00"),
        ("2027-01-15T19:00", "2027-01-18T07:00"),  # Friday evening: Monday
        ("2027-01-16T11:00", "2027-01-18T07:00"),  # Saturday: Monday
        ("2027-03-24T19:00", "2027-03-30T06:00"),  # before Easter, over the change of clocks
    ],
)
def test_it_waits_for_quiet_hours_and_days_off(now: str, until: str) -> None:
    held = decide(situation(utc(now)))
    assert isinstance(held, Held)
    assert held.until == utc(until)


def test_a_holiday_is_waited_for_until_the_day_one_asked_for() -> None:
    back = utc("2027-08-09T22:00")
    held = decide(
        situation(utc("2027-07-10T10:00"), wishes=wishes(quiet_until=back), useful_until=None)
    )
    assert isinstance(held, Held)
    assert held.until == utc("2027-08-10T05:00")


def test_what_closes_in_a_silence_that_was_asked_for_is_dropped() -> None:
    quiet = wishes(quiet_until=utc("2027-08-10T00:00"))
    now = utc("2027-07-12T10:00")
    dropped = decide(situation(now, wishes=quiet, useful_until=utc("2027-08-01T10:00")))
    assert dropped == Unneeded("dropped", "silence")


def test_what_would_close_in_the_night_goes_out_in_spite_of_it() -> None:
    evening = utc("2027-01-14T20:30")
    assert decide(situation(evening, useful_until=utc("2027-01-14T22:59"))) is None
    letter = decide(situation(evening, kind="digest", useful_until=utc("2027-01-14T22:59")))
    assert isinstance(letter, Unneeded)


def test_what_is_of_no_use_is_dropped() -> None:
    assert decide(situation(useful_until=FRIDAY_NOON)) == Unneeded("dropped", "too_late")
    assert isinstance(decide(situation(outrun=True)), Unneeded)


def test_over_the_daily_limit_it_goes_into_the_letter() -> None:
    assert decide(situation(told_today=2)) is None
    assert decide(situation(told_today=3)) == Unneeded("gathered", "over_limit")
    assert decide(situation(told_today=9, kind="corrected")) is None


def test_what_would_be_missed_before_the_letter_goes_out_over_the_limit() -> None:
    monday_noon = FRIDAY_NOON + timedelta(days=3)
    assert decide(situation(told_today=3, useful_until=monday_noon)) is None


def test_a_code_goes_out_at_any_hour() -> None:
    assert decide(situation(utc("2027-01-16T02:00"), kind="code")) is None


def test_late_is_what_waited_for_more_than_the_persons_own_wishes() -> None:
    due = utc("2027-01-16T07:00")  # a Saturday morning
    monday = utc("2027-01-18T07:30")
    assert late_because(situation(monday, due_at=due), attempts=0) is None
    tuesday = situation(utc("2027-01-19T11:00"), due_at=due)
    assert late_because(tuesday, attempts=0) == "down"
    assert late_because(tuesday, attempts=2) == "channel"


MINUTES = st.integers(0, 24 * 60 - 1)
MOMENTS = st.integers(0, 2 * 366 * 24 * 60).map(
    lambda it: utc("2027-01-01T00:00") + timedelta(minutes=it)
)


@given(
    MOMENTS,
    MINUTES,
    MINUTES,
    st.booleans(),
    st.none() | MOMENTS,
    st.sampled_from(["reminder", "digest", "snoozed"]),
)
def test_who_waits_hears_at_an_hour_that_suits(
    now: datetime, start: int, end: int, working: bool, until: datetime | None, kind: str
) -> None:
    quiet = wishes(quiet_from=start, quiet_to=end, working_days_only=working, quiet_until=until)
    it = situation(now, kind=kind, wishes=quiet, useful_until=None)
    at = allowed_from(it, now)
    assert at >= now
    assert allowed_from(it, at) == at
    later = decide(situation(at, kind=kind, wishes=quiet, useful_until=None))
    assert later is None
