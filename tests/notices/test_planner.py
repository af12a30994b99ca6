import asyncio
from datetime import datetime, timedelta
from typing import NoReturn

import pytest
from sqlalchemy import event as listen
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.notices.planner import plan
from bot.notices.tables import KnownDate, Person, PlannerMark
from bot.notices.vocabulary import Lead
from knowledge.base import KnowledgeBase
from tests.knowledge.make import call, event, programme
from tests.notices.planned import START, Sessions, follower, known, planned, told, utc

WEDNESDAY = "2027-06-16T13:00"
EVERY = Lead(2047)


async def planned_at(sessions: Sessions, kb: KnowledgeBase, *moments: str) -> list[datetime]:
    """Plan from the start of time, then at some moments; give when the reminders are due."""
    await plan(sessions, kb, START)
    for moment in moments:
        await plan(sessions, kb, utc(moment))
    return [row.due_at for row in await planned(sessions, "reminder")]


async def test_a_reminder_is_planned_in_the_morning_so_many_days_before(
    sessions: Sessions,
) -> None:
    person = await follower(sessions, ("programme", "p"), leads=Lead.TWO_WEEKS)
    kb = known(deadline := call(WEDNESDAY))
    await plan(sessions, kb, START)
    assert (await plan(sessions, kb, utc("2027-06-02T05:59"))).total == 0
    assert (await plan(sessions, kb, utc("2027-06-02T06:00"))).written == {"reminder": 1}
    [row] = await planned(sessions)
    assert (row.kind, row.subject, row.lead) == ("reminder", f"call:{deadline.id}", "TWO_WEEKS")
    assert (row.person_id, row.because, row.channel) == (person, "programme:p", "email")
    assert (row.due_at, row.try_at) == (utc("2027-06-02T06:00"),) * 2
    assert row.useful_until == utc("2027-06-16T11:00")
    assert (row.told, row.state) == ("closes=2027-06-16T13:00", "planned")


async def test_what_was_planned_is_never_planned_again(sessions: Sessions) -> None:
    await follower(sessions, ("programme", "p"), leads=EVERY)
    kb = known(call(WEDNESDAY))
    await plan(sessions, kb, START)
    after = utc("2027-06-17T00:00")
    assert (await plan(sessions, kb, after)).total
    rows = await planned(sessions)
    for again in (after, after - timedelta(days=40), START, after):
        assert (await plan(sessions, kb, again)).total == 0
    assert len(await planned(sessions)) == len(rows)


async def test_a_clock_that_ran_years_ahead_does_not_silence_the_planner(
    sessions: Sessions,
) -> None:
    await follower(sessions, ("programme", "p"), leads=Lead.TWO_WEEKS)
    kb = known(call(WEDNESDAY), call("2027-08-11", id="later"))
    await plan(sessions, kb, START)
    await plan(sessions, known(revision=1), utc("2031-01-01T00:00"))
    for day in ("2027-06-01", "2027-06-02", "2027-07-28"):
        await plan(sessions, kb, utc(f"{day}T06:00"))
    due = [row.due_at for row in await planned(sessions, "reminder")]
    assert due == [utc("2027-06-02T06:00"), utc("2027-07-28T06:00")]


async def test_downtime_loses_nothing(sessions: Sessions) -> None:
    await follower(sessions, ("programme", "p"), leads=Lead.TWO_WEEKS | Lead.THREE_DAYS)
    due = await planned_at(sessions, known(call(WEDNESDAY)), "2027-06-01T12:00", "2027-06-17T12:00")
    # Three days before is a Sunday; the Friday before is the last working day.
    assert due == [utc("2027-06-11T06:00"), utc("2027-06-02T06:00")]


async def test_planners_at_once_plan_once(sessions: Sessions) -> None:
    for _ in range(20):
        await follower(sessions, ("programme", "p"), ("everything", ""), leads=EVERY)
    kb = known(call(WEDNESDAY))
    await plan(sessions, kb, START)
    day = utc("2027-06-20T12:00")
    reports = await asyncio.gather(*(plan(sessions, kb, day) for _ in range(5)))
    rows = await planned(sessions)
    assert sum(report.total for report in reports) == len(rows) > 100
    keys = {(row.kind, row.subject, row.lead, row.person_id) for row in rows}
    assert len(keys) == len(rows)


async def test_a_planner_that_breaks_off_has_written_nothing(sessions: Sessions) -> None:
    await follower(sessions, ("programme", "p"), leads=EVERY)
    kb = known(call(WEDNESDAY), event("m", "2027-06-14T10:00"))
    await plan(sessions, kb, START)
    day = utc("2027-06-20T12:00")

    class Broken(KnowledgeBase):
        def rhythm(self, *_: object, **__: object) -> NoReturn:
            raise ConnectionError

    broken = Broken([it for found in kb.records.values() for it in found.values()], kb.revision)
    with pytest.raises(ConnectionError):
        await plan(sessions, broken, day)
    assert await planned(sessions) == []
    await plan(sessions, kb, day)
    assert await planned(sessions)


async def test_only_those_are_told_whom_it_concerns(sessions: Sessions) -> None:
    theme, far = ("theme", "education"), {"region": "syd"}
    everyone = ("everything", "")
    hears = {
        await follower(sessions, theme),
        await follower(sessions, everyone),
        await follower(sessions, ("region", "nord")),
        await follower(sessions, theme, region=None),
        await follower(sessions, ("call", "p-2027-06-16t1300")),
    }
    for wishes, person in (
        ((("theme", "transport"),), {}),
        ((theme,), far),
        ((everyone,), far),
        ((everyone, {"kind": "programme", "subject": "p", "wanted": False}), {}),
        ((everyone, {"kind": "theme", "subject": "education", "weekly": True}), {}),
        (({"kind": "programme", "subject": "p", "leads": int(Lead.SAME_DAY)},), {}),
        (({"kind": "everything", "subject": "", "created_at": utc("2027-06-03T00:00")},), {}),
    ):
        await follower(sessions, *wishes, **person)
    silent = await follower(sessions, everyone)
    async with sessions() as session:
        (await session.get_one(Person, silent)).channel = None
        await session.commit()
    kb = known(call(WEDNESDAY, themes=("education",), areas=("nord",)))
    await plan(sessions, kb, START)
    await plan(sessions, kb, utc("2027-06-02T06:00"))
    assert {row.person_id for row in await planned(sessions, "reminder")} == hears


async def test_several_wishes_make_one_notice_with_the_most_specific_as_its_reason(
    sessions: Sessions,
) -> None:
    wishes = ("everything", ""), ("programme", "p"), ("theme", "education")
    await follower(sessions, *wishes, leads=Lead.TWO_WEEKS)
    await planned_at(sessions, known(call(WEDNESDAY, themes=("education",))), "2027-06-02T06:00")
    assert [row.because for row in await planned(sessions)] == ["programme:p"]


async def test_an_explicit_wish_goes_before_a_wider_mute(sessions: Sessions) -> None:
    muted = {"kind": "theme", "subject": "education", "wanted": False}
    await follower(sessions, ("programme", "p"), muted, leads=Lead.TWO_WEEKS)
    due = await planned_at(
        sessions, known(call(WEDNESDAY, themes=("education",))), "2027-06-02T06:00"
    )
    assert len(due) == 1


async def test_the_opening_counts_where_money_runs_out(sessions: Sessions) -> None:
    await follower(sessions, ("programme", "p"), leads=Lead.OPENING)
    kb = known(call(WEDNESDAY, opens="2027-05-03"))
    assert await planned_at(sessions, kb, "2027-06-20T06:00") == [utc("2027-05-03T06:00")]
    [row] = await planned(sessions)
    assert (row.lead, row.told) == ("OPENING", "opens=2027-05-03")
    assert row.useful_until == utc("2027-06-16T11:00")


async def test_what_closes_early_is_told_the_evening_before(sessions: Sessions) -> None:
    await follower(sessions, ("programme", "p"), leads=Lead.SAME_DAY)
    due = await planned_at(
        sessions,
        known(call("2027-06-16T09:00"), call("2027-06-17T12:00"), call("2027-06-18")),
        "2027-07-01T00:00",
    )
    mornings = ["2027-06-15T14:00", "2027-06-17T06:00", "2027-06-18T06:00"]
    assert sorted(due) == [utc(it) for it in mornings]


async def test_a_meeting_and_its_sign_up_are_told_apart(sessions: Sessions) -> None:
    await follower(sessions, ("region", "nord"), leads=Lead.ONE_WEEK)
    meeting = event("m", "2027-06-16T09:00", sign_up_by="2027-06-10")
    await planned_at(sessions, known(meeting), "2027-07-01T00:00")
    assert told(await planned(sessions)) == [
        ("reminder", "event:m", "ONE_WEEK"),
        ("reminder", "event:m", "sign_up ONE_WEEK"),
    ]


async def test_days_off_are_those_of_the_readers_country(sessions: Sessions) -> None:
    norwegian = await follower(sessions, ("programme", "p"), leads=Lead.ONE_DAY)
    swede = await follower(sessions, ("programme", "p"), leads=Lead.ONE_DAY, region="syd")
    always = await follower(
        sessions, ("programme", "p"), leads=Lead.ONE_DAY, working_days_only=False
    )
    # The day before is 17 May, a holiday in Norway only; 16 May is Whit Sunday.
    await planned_at(sessions, known(call("2027-05-18T12:00", areas=("eu",))), "2027-05-20T00:00")
    due = {row.person_id: row.due_at for row in await planned(sessions, "reminder")}
    assert due == {
        norwegian: utc("2027-05-14T06:00"),
        swede: utc("2027-05-17T06:00"),
        always: utc("2027-05-17T06:00"),
    }


async def test_a_scheme_without_a_date_is_told_by_its_usual_season(sessions: Sessions) -> None:
    await follower(sessions, ("programme", "usual"))
    rounds = [
        call(f"{year}-03-{day}", programme="usual", areas=("nord",))
        for year, day in ((2024, 15), (2025, 10), (2026, 12))
    ]
    kb = known(programme("usual", areas=("nord",), deadline_kind="annual_window"), *rounds)
    await plan(sessions, kb, utc("2027-01-15T00:00"))
    await plan(sessions, kb, utc("2027-02-01T00:00"))
    rows = [(row.subject, row.lead, row.due_at) for row in await planned(sessions, "reminder")]
    # Six weeks before 10 March, the earliest day known.
    assert rows == [("programme:usual", "SIX_WEEKS 2027", utc("2027-01-27T07:00"))]


async def test_the_work_grows_with_what_is_due(engine: AsyncEngine, sessions: Sessions) -> None:
    statements: list[str] = []
    listen.listen(engine.sync_engine, "before_cursor_execute", lambda *it: statements.append(it[2]))
    await follower(sessions, ("programme", "p"))
    soon = call(WEDNESDAY)
    counts = []
    for others in (0, 300):
        far = [call(f"2031-01-{day % 28 + 1:02}T{day // 28:02}:00") for day in range(others)]
        kb = known(soon, *far, revision=7)
        async with sessions() as session:
            mark = await session.get(PlannerMark, 1)
            if mark:
                mark.planned_until = utc("2027-06-02T05:00")
                mark.revision = 7
                await session.commit()
            else:
                await plan(sessions, kb, utc("2027-06-02T05:00"))
        statements.clear()
        await plan(sessions, kb, utc("2027-06-02T06:00"))
        counts.append(len(statements))
    assert counts[0] == counts[1]


async def test_dates_known_at_the_first_run_are_no_news(sessions: Sessions) -> None:
    await follower(sessions, ("programme", "p"))
    await plan(sessions, known(call(WEDNESDAY)), START)
    async with sessions() as session:
        rows = (await session.scalars(select(KnownDate))).all()
    assert [(row.record, row.what, row.moment) for row in rows] == [
        ("call:p-2027-06-16t1300", "closes", WEDNESDAY)
    ]
    assert await planned(sessions) == []
