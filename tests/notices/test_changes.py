"""Dates that become known, move and fall away, and who hears of it."""

from datetime import datetime, timedelta

from sqlalchemy import select, update

from bot.notices.planner import plan
from bot.notices.tables import Delivery, KnownDate
from bot.notices.vocabulary import Lead
from knowledge.records.base import Record
from tests.knowledge.make import call, event
from tests.notices.people import delivery
from tests.notices.people import plan as write
from tests.notices.planned import Sessions, follower, known, planned, told, utc

NOW = utc("2027-06-01T12:00")
FIRST, LATER, LATEST = "2027-09-15T13:00", "2027-09-22T13:00", "2027-10-06T12:00"


def round_of(deadline: str | None, **fields: object) -> Record:
    """The same call, with one date or another."""
    return call(deadline, id="round", **fields)


def correction(date: str, number: int) -> tuple[str, str, str]:
    """What is written when the date of the round changes for that time."""
    return ("corrected", "call:round", f"{date} {number}")


class Story:
    """Knowledge that changes, planned anew each time."""

    def __init__(self, sessions: Sessions) -> None:
        self.sessions = sessions
        self.now = NOW
        self.revision = 0

    async def knows(self, *records: Record) -> list[tuple[str, str, str]]:
        """Plan from these records an hour later; give what was written."""
        before = len(await planned(self.sessions))
        self.revision += 1
        self.now += timedelta(hours=1)
        await plan(self.sessions, known(*records, revision=self.revision), self.now)
        return told((await planned(self.sessions))[before:])

    async def sends(self) -> datetime:
        """Let all that waits go out."""
        self.now += timedelta(minutes=1)
        async with self.sessions() as session:
            await session.execute(
                update(Delivery)
                .where(Delivery.state == "planned")
                .values(state="sent", sent_at=self.now)
            )
            await session.commit()
        return self.now

    async def date(self, what: str = "closes") -> tuple[str | None, int]:
        async with self.sessions() as session:
            row = (await session.scalars(select(KnownDate).where(KnownDate.what == what))).one()
        return row.moment, row.sequence


async def test_a_new_date_is_told_once_to_those_who_follow(sessions: Sessions) -> None:
    await follower(sessions, ("programme", "p"))
    await follower(sessions, ("programme", "p"), leads=Lead.TWO_WEEKS)
    story = Story(sessions)
    assert await story.knows() == []
    assert await story.knows(round_of(FIRST)) == [("announced", "call:round", "ANNOUNCED")]
    assert await story.knows(round_of(FIRST)) == []
    assert await story.date() == (FIRST, 0)


async def test_a_moved_date_is_corrected_once_for_those_who_were_told(sessions: Sessions) -> None:
    heard = await follower(sessions, ("programme", "p"))
    await follower(sessions, ("programme", "p"), leads=Lead.TWO_WEEKS)
    story = Story(sessions)
    await story.knows()
    await story.knows(round_of(FIRST))
    await story.sends()
    assert await story.knows(round_of(LATER)) == [correction(LATER, 1)]
    [row] = await planned(sessions, "corrected")
    assert (row.person_id, row.because) == (heard, "programme:p")
    assert row.told == f"closes={LATER}"
    assert await story.date() == (LATER, 1)
    await story.sends()
    assert await story.knows(round_of(LATER)) == []
    assert await story.knows(round_of(LATEST)) == [correction(LATEST, 2)]


async def test_a_date_that_moves_to_and_fro_is_corrected_each_time(sessions: Sessions) -> None:
    await follower(sessions, ("programme", "p"))
    story = Story(sessions)
    await story.knows()
    await story.knows(round_of(FIRST))
    await story.sends()
    for number, date in enumerate((LATER, FIRST, LATER, FIRST), start=1):
        assert await story.knows(round_of(date)) == [correction(date, number)]
        await story.sends()


async def test_of_corrections_that_wait_only_the_last_is_sent(sessions: Sessions) -> None:
    await follower(sessions, ("programme", "p"))
    story = Story(sessions)
    await story.knows()
    await story.knows(round_of(FIRST))
    await story.sends()
    for date in (LATER, LATEST, LATER, LATEST):
        await story.knows(round_of(date))
    assert [row.lead for row in await planned(sessions, "corrected")] == [f"{LATEST} 4"]


async def test_a_date_moved_back_before_anybody_heard_says_nothing(sessions: Sessions) -> None:
    await follower(sessions, ("programme", "p"))
    story = Story(sessions)
    await story.knows()
    await story.knows(round_of(FIRST))
    await story.sends()
    await story.knows(round_of(LATER))
    assert await story.knows(round_of(FIRST)) == []
    assert await story.date() == (FIRST, 2)


async def test_what_is_being_sent_when_a_date_moves_is_corrected_too(sessions: Sessions) -> None:
    person = await follower(sessions)
    async with sessions() as session:
        row = delivery(
            person, "email", subject="call:round", state="sending", told=f"closes={FIRST}"
        )
        await write(session, [row])
        await session.commit()
    story = Story(sessions)
    await story.knows(round_of(FIRST))
    assert await story.knows(round_of(LATER)) == [correction(LATER, 1)]


async def test_a_reminder_that_waits_is_planned_anew_for_a_later_date(sessions: Sessions) -> None:
    await follower(sessions, ("programme", "p"), leads=Lead.TWO_WEEKS)
    story = Story(sessions)
    await story.knows(round_of("2027-06-16"))
    assert await story.knows(round_of("2027-06-16")) == []
    story.now = utc("2027-06-02T12:00")
    assert await story.knows(round_of("2027-06-16")) == [("reminder", "call:round", "TWO_WEEKS")]
    await story.knows(round_of("2027-06-17"))
    assert told(await planned(sessions)) == []
    story.now = utc("2027-06-03T12:00")
    assert await story.knows(round_of("2027-06-17")) == [("reminder", "call:round", "TWO_WEEKS")]


async def test_a_reminder_that_went_out_is_not_sent_again_for_the_new_date(
    sessions: Sessions,
) -> None:
    await follower(sessions, ("programme", "p"), leads=Lead.TWO_WEEKS)
    story = Story(sessions)
    await story.knows(round_of("2027-06-16"))
    story.now = utc("2027-06-02T12:00")
    await story.knows(round_of("2027-06-16"))
    await story.sends()
    assert await story.knows(round_of("2027-06-30")) == [correction("2027-06-30", 1)]
    story.now = utc("2027-06-20T12:00")
    assert await story.knows(round_of("2027-06-30")) == []


async def test_a_call_that_is_cancelled_or_gone_is_told_to_those_who_knew_of_it(
    sessions: Sessions,
) -> None:
    for gone in ((round_of(FIRST, happening="cancelled"),), (), (round_of(None),)):
        story = Story(sessions)
        story.revision = 100 * len(await planned(sessions))
        async with sessions() as session:
            for row in await session.scalars(select(KnownDate)):
                await session.delete(row)
            for row in await session.scalars(select(Delivery)):
                await session.delete(row)
            await session.commit()
        await story.knows()
        await follower(sessions, ("programme", "p"), since=story.now - timedelta(days=9))
        await story.knows(round_of(FIRST))
        await story.sends()
        written = await story.knows(*gone)
        assert set(written) == {("cancelled", "call:round", f"{FIRST} 1")}
        assert await story.date() == (None, 1)
        await story.sends()
        assert await story.knows(*gone) == []
        assert set(await story.knows(round_of(LATER))) == {correction(LATER, 2)}


async def test_a_date_that_passes_is_no_news(sessions: Sessions) -> None:
    await follower(sessions, ("programme", "p"))
    story = Story(sessions)
    await story.knows()
    await story.knows(round_of(FIRST))
    await story.sends()
    story.now = utc("2027-09-16T06:00")
    await story.knows(round_of(FIRST))
    assert await story.knows() == []
    assert await story.date() == (FIRST, 0)


async def test_a_date_set_right_to_a_past_day_says_nothing(sessions: Sessions) -> None:
    await follower(sessions, ("programme", "p"))
    story = Story(sessions)
    await story.knows()
    await story.knows(round_of(FIRST))
    await story.sends()
    assert await story.knows(round_of("2026-09-15")) == []


async def test_a_meeting_that_is_moved_is_corrected(sessions: Sessions) -> None:
    await follower(sessions, ("region", "nord"))
    story = Story(sessions)
    await story.knows()
    assert await story.knows(event("m", FIRST)) == [("announced", "event:m", "ANNOUNCED")]
    await story.sends()
    moved = event("m", LATER, happening="moved", moved_from=FIRST)
    assert await story.knows(moved) == [("corrected", "event:m", f"{LATER} 1")]
    await story.sends()
    cancelled = event("m", LATER, happening="cancelled")
    assert await story.knows(cancelled) == [("cancelled", "event:m", f"{LATER} 2")]


async def test_a_date_that_comes_nearer_is_told_at_once_to_those_who_heard_nothing(
    sessions: Sessions,
) -> None:
    await follower(sessions, ("programme", "p"), leads=Lead.TWO_WEEKS)
    story = Story(sessions)
    await story.knows(round_of(FIRST))
    assert await story.knows(round_of("2027-06-08")) == [("reminder", "call:round", "TWO_WEEKS")]


async def test_a_new_date_at_short_notice_is_told_at_once(sessions: Sessions) -> None:
    await follower(sessions, ("programme", "p"), leads=Lead.TWO_WEEKS | Lead.ONE_WEEK)
    await follower(sessions, ("programme", "p"))
    story = Story(sessions)
    await story.knows()
    assert await story.knows(round_of("2027-06-08")) == [
        ("announced", "call:round", "ANNOUNCED"),
        ("reminder", "call:round", "ONE_WEEK"),
    ]
