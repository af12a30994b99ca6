"""Reminders over the changes of clocks, leap days and long weeks."""

import pytest

from bot.notices.planner import plan
from bot.notices.vocabulary import Lead
from tests.knowledge.make import call, event
from tests.notices.planned import START, Sessions, follower, known, planned, utc


@pytest.mark.parametrize("region", ["nord", "syd"])
@pytest.mark.parametrize(
    ("deadline", "due"),
    [
        ("2027-04-07T13:00", "2027-03-24T07:00"),  # fourteen days over the change to summer time
        ("2027-11-10T13:00", "2027-10-27T06:00"),  # and back, both ends on the same side
        ("2027-11-03T13:00", "2027-10-20T06:00"),  # over the change to winter time
        ("2027-03-28T02:30", "2027-03-15T07:00"),  # a time that does not exist
        ("2027-10-31T02:30", "2027-10-18T06:00"),  # a time that comes twice
        ("2027-03-28", "2027-03-15T07:00"),  # the day itself, to its end
        ("2028-03-14T12:00", "2028-02-29T07:00"),  # from a leap day
        ("2028-02-29T12:00", "2028-02-15T07:00"),  # to a leap day
    ],
)
async def test_fourteen_days_before_is_eight_in_the_morning_whatever_the_clocks_do(
    sessions: Sessions, region: str, deadline: str, due: str
) -> None:
    await follower(sessions, ("programme", "p"), leads=Lead.TWO_WEEKS, region=region)
    zone = "Europe/Oslo" if region == "nord" else "Europe/Stockholm"
    kb = known(call(deadline, zone=zone, areas=("nord", "syd")))
    await plan(sessions, kb, START)
    await plan(sessions, kb, utc("2029-01-01T00:00"))
    assert [row.due_at for row in await planned(sessions, "reminder")] == [utc(due)]


async def test_weekly_letters_come_on_mondays_in_a_year_of_53_weeks(sessions: Sessions) -> None:
    weekly = {"kind": "theme", "subject": "education", "weekly": True}
    await follower(sessions, weekly)
    await follower(sessions, ("theme", "education"))
    kb = known()
    await plan(sessions, kb, utc("2026-12-21T06:59"))
    for hour in range(24 * 21):
        day, rest = divmod(hour, 24)
        date = f"2026-12-{21 + day}" if day < 11 else f"2027-01-{day - 10:02}"
        await plan(sessions, kb, utc(f"{date}T{rest:02}:00"))
    letters = [(row.subject, row.due_at) for row in await planned(sessions)]
    assert letters == [
        ("week:2026-W52", utc("2026-12-21T07:00")),
        ("week:2026-W53", utc("2026-12-28T07:00")),
        ("week:2027-W01", utc("2027-01-04T07:00")),
    ]


async def test_after_a_month_of_downtime_only_the_last_letter_is_of_use(
    sessions: Sessions,
) -> None:
    await follower(sessions, {"kind": "theme", "subject": "education", "weekly": True})
    await plan(sessions, known(), utc("2027-01-01T12:00"))
    await plan(sessions, known(), utc("2027-02-03T12:00"))
    assert [row.subject for row in await planned(sessions)] == ["week:2027-W05"]


async def test_who_covers_municipalities_gets_an_overview_instead(sessions: Sessions) -> None:
    await follower(sessions, {"kind": "municipality", "subject": "dal", "weekly": True})
    await plan(sessions, known(), utc("2027-01-01T12:00"))
    await plan(sessions, known(), utc("2027-01-05T12:00"))
    assert [row.kind for row in await planned(sessions)] == ["overview"]


async def test_the_page_before_a_meeting_comes_on_the_working_day_before(
    sessions: Sessions,
) -> None:
    member = await follower(sessions, ("body", "styret"))
    await follower(sessions, ("region", "nord"))
    meetings = [
        event("tuesday", "2027-03-30T09:00", body="styret"),  # after Easter: Wednesday before
        event("thursday", "2027-04-15T09:00", body="styret"),
        event("off", "2027-04-16T09:00", body="styret", happening="cancelled"),
        event("other", "2027-04-16T09:00", body="forumet"),
    ]
    await plan(sessions, known(*meetings), START)
    await plan(sessions, known(*meetings), utc("2027-05-01T00:00"))
    agendas = {row.subject: row.due_at for row in await planned(sessions, "agenda")}
    assert agendas == {
        "event:tuesday": utc("2027-03-24T07:00"),
        "event:thursday": utc("2027-04-14T06:00"),
    }
    assert {row.person_id for row in await planned(sessions, "agenda")} == {member}
