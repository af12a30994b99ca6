from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.freshness import YearDay, freshness, is_expired, last_seen, rhythm
from knowledge.records.funding import Call
from tests.knowledge.make import call, programme, texts

TODAY = date(2026, 11, 23)


def dates(calls: tuple[Call, ...]) -> list[str | None]:
    return [it.deadline for it in calls]


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({}, {"verified": True, "expired": None, "old": False, "ended": None}),
        ({"verified": False}, {"verified": False}),
        ({"layer": "derived", "verified": False}, {"derived": True}),
        ({"second_hand": True}, {"second_hand": True}),
        ({"status": "closed"}, {"ended": "closed", "replaced_by": None}),
        ({"status": "replaced", "replaced_by": "q"}, {"ended": "replaced", "replaced_by": "q"}),
        ({"status": "unknown"}, {"ended": None}),
        ({"valid_until": "2026-01-01"}, {"expired": "2026-01-01"}),
        ({"valid_until": "2026-11-22"}, {"expired": "2026-11-22"}),
        ({"valid_until": "2026-11-23"}, {"expired": None}),
        ({"valid_until": "2026-11"}, {"expired": None}),
        ({"valid_until": "2026"}, {"expired": None}),
        ({"valid_until": "2025"}, {"expired": "2025"}),
        ({"as_of": "2024-11-23"}, {"old": False}),
        ({"as_of": "2024-11-22"}, {"old": True}),
        ({"as_of": "2024"}, {"old": False}),
        ({"as_of": "2023"}, {"old": True}),
        ({"as_of": "2015", "verified_on": "2026-01"}, {"old": False}),
    ],
)
def test_how_far_a_record_can_be_trusted(fields: dict[str, Any], told: dict[str, Any]) -> None:
    record = programme(**fields)
    found = freshness(record, TODAY)
    assert {name: getattr(found, name) for name in told} == told
    assert is_expired(record, TODAY) == (found.expired is not None)


def test_what_was_never_dated_was_never_seen() -> None:
    assert last_seen(programme()) is None
    assert last_seen(programme(as_of="2024-02")) == date(2024, 2, 29)


def test_a_coming_date_comes_first() -> None:
    calls = [call("2025-02-15"), call("2027-03-01"), call("2026-12-01", "provisional")]
    found = rhythm(calls, programme(), TODAY)
    assert found.form == "next"
    assert dates(found.rounds) == ["2026-12-01", "2027-03-01"]
    assert not found.confirmed


def test_a_last_day_to_apply_comes_before_any_other_date() -> None:
    claim = call("2026-12-01", deadline_label=texts("Last day to claim"))
    found = rhythm([claim, call("2027-03-01")], programme(), TODAY)
    assert dates(found.rounds) == ["2027-03-01", "2026-12-01"]


def test_today_is_still_to_come() -> None:
    assert rhythm([call("2026-11-23")], programme(), TODAY).form == "next"
    assert rhythm([call("2026-11-22T23:59")], programme(), TODAY).form == "once"


def test_an_opening_to_come_is_known_without_its_deadline() -> None:
    found = rhythm([call(None, "unknown", opens="2027-01-10")], programme(), TODAY)
    assert found.form == "next"


@pytest.mark.parametrize(
    ("calls", "kind"),
    [
        ([], "rolling"),
        ([call("2020-02-01")], "rolling"),
        ([call(None, "rolling")], None),
        ([call("2022-05-02", "rolling")], None),
    ],
)
def test_rolling(calls: list[Call], kind: str | None) -> None:
    found = rhythm(calls, programme(deadline_kind=kind), TODAY)
    assert found.form == "rolling"
    assert all(it.deadline_status == "rolling" for it in found.rounds)


def test_main_rounds_within_four_weeks_are_usual_and_extra_rounds_do_not_spoil_it() -> None:
    main = [
        "2017-02-15",
        "2019-02-27",
        "2021-02-15",
        "2022-02-15",
        "2023-03-01",
        "2024-02-15T23:59",
    ]
    extra = ["2021-05-15", "2021-08-15", "2021-11-15"]
    found = rhythm(map(call, main + extra), programme(), TODAY)
    assert found.form == "usual"
    assert dates(found.rounds) == main
    assert (found.earliest, found.latest) == (YearDay(2, 15), YearDay(3, 1))
    assert found.earliest_after(TODAY) == date(2027, 2, 15)


def test_only_the_last_years_count() -> None:
    rounds = ["2017-09-06", "2018-10-10", "2019-09-25", "2020-09-16", "2021-09-15", "2022-09-21"]
    found = rhythm(map(call, rounds), programme(), TODAY)
    assert (found.earliest, found.latest) == (YearDay(9, 15), YearDay(9, 25))


def test_the_same_day_each_year_is_usual() -> None:
    found = rhythm([call("2022-03-31"), call("2023-03-31")], programme(), TODAY)
    assert (found.form, found.earliest, found.latest) == ("usual", YearDay(3, 31), YearDay(3, 31))


def test_rounds_far_apart_have_varied() -> None:
    calls = [
        call("2018-02-01", "provisional"),
        call("2019-06-03T23:59"),
        call("2020-09-01T23:59"),
        call("2021-09-01T23:59", strand="unforeseen"),
    ]
    found = rhythm(calls, programme(), TODAY)
    assert found.form == "varied"
    assert dates(found.rounds) == ["2019-06-03T23:59", "2020-09-01T23:59"]


def test_one_round_is_told_as_the_last() -> None:
    found = rhythm([call("2024-01-15"), call("2024-01-15", id="twin")], programme(), TODAY)
    assert (found.form, dates(found.rounds)) == ("once", ["2024-01-15"])
    assert found.earliest_after(TODAY) is None


def test_two_rounds_of_one_year_are_no_rhythm() -> None:
    assert rhythm([call("2024-03-01"), call("2024-03-15")], programme(), TODAY).form == "varied"


def test_a_season_that_a_page_tells_is_usual() -> None:
    told = programme(usual_time=texts("in spring"))
    found = rhythm([call("2024-01-15")], told, TODAY)
    assert (found.form, found.earliest) == ("usual", None)
    assert rhythm([], told, TODAY).form == "usual"


def test_uncertain_dates_count_only_where_there_are_no_others() -> None:
    found = rhythm(
        [call("2021-05-31", "inferred"), call("2021-12-17", "inferred")], programme(), TODAY
    )
    assert (found.form, found.confirmed) == ("varied", False)


def test_other_dates_than_last_days_to_apply_are_no_rounds() -> None:
    calls = [
        call("2018-08-30", deadline_label=texts("Outline")),
        call("2025-01-01", example=True),
        call(None, "unknown"),
    ]
    assert rhythm(calls, programme(), TODAY).form == "none"


def test_a_season_may_run_past_new_year() -> None:
    found = rhythm([call("2021-12-20"), call("2023-01-10"), call("2023-12-28")], programme(), TODAY)
    assert (found.earliest, found.latest) == (YearDay(12, 20), YearDay(1, 10))
    assert found.earliest_after(TODAY) == date(2026, 12, 20)


def test_the_29th_of_february_moves_where_there_is_none() -> None:
    assert YearDay(2, 29).on(2027) == date(2027, 2, 28)
    assert YearDay(2, 29).on(2028) == date(2028, 2, 29)


days = st.dates(date(2010, 1, 1), date(2026, 11, 22)).map(lambda day: day.isoformat())


@given(st.lists(days, unique=True, max_size=8))
def test_the_form_follows_from_the_rounds(rounds: list[str]) -> None:
    found = rhythm(map(call, rounds), programme(), TODAY)
    assert found.form in {0: {"none"}, 1: {"once"}}.get(len(rounds), {"usual", "varied"})
    assert set(dates(found.rounds)) <= set(rounds)
    if found.form == "usual":
        assert found.earliest is not None
        assert found.latest is not None
        length = (found.latest.on(2001) - found.earliest.on(2000)).days % 365
        assert length <= 29
        assert len({it[:4] for it in dates(found.rounds) if it}) > 1
        assert found.earliest_after(TODAY) >= TODAY  # type: ignore[operator]
