"""From the claim to the words: what is sent, held, gathered, silent or dropped."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from bot.notices.claims import Lease, claim
from bot.notices.planner import plan
from bot.notices.preparation import Preparation
from bot.notices.prepared import Held, Prepared, Ready, Unneeded
from bot.notices.tables import Announcement, Delivery, Door, KnownDate, Subscription
from bot.notices.vocabulary import PRIORITY
from knowledge.base import KnowledgeBase
from knowledge.records.base import Record
from tests.knowledge.make import call, event, texts
from tests.notices.people import delivery
from tests.notices.people import plan as write
from tests.notices.planned import Sessions, follower, known, utc

NOON = utc("2027-06-02T10:00")
CALL = call("2027-06-16T13:00", id="round", title=texts("Klima for alle"))


async def prepared(
    sessions: Sessions, *records: Record, now: datetime = NOON
) -> list[tuple[str, str, Prepared]]:
    """Claim all that is due, and give what is to be done with each."""
    kb = known(*(records or (CALL,)))

    async def knowledge() -> KnowledgeBase:
        return kb

    async with sessions() as session:
        lease = Lease("one", now + timedelta(seconds=30))
        lowest = max(PRIORITY.values())
        claims = await claim(session, "email", 100, now, lease, lowest)
        answers = await Preparation(knowledge)(session, claims, now)
        await session.rollback()
    return [(it.kind, it.subject, what) for it, what in zip(claims, answers, strict=True)]


async def waits(sessions: Sessions, person: int, *rows: dict[str, Any]) -> None:
    async with sessions() as session:
        await write(session, [delivery(person, "email", **values) for values in rows])
        await session.commit()


def reminder(subject: str = "call:round", lead: str = "TWO_WEEKS", **values: Any) -> dict[str, Any]:
    """A reminder that is due now."""
    due = {"due_at": NOON, "try_at": NOON, "useful_until": NOON + timedelta(days=14)}
    return {"subject": subject, "lead": lead, **due, **values}


async def test_a_reminder_is_ready_with_its_words_and_its_date(sessions: Sessions) -> None:
    person = await follower(sessions)
    await waits(sessions, person, reminder(because="programme:p"))
    [(_, _, ready)] = await prepared(sessions)
    assert isinstance(ready, Ready)
    assert ready.target.address == f"email-{person}"
    assert ready.told == "closes=2027-06-16T13:00"
    assert "Klima for alle" in ready.notice.reply.plain
    assert "16. juni" in ready.notice.reply.plain


async def test_only_the_nearest_of_several_reminders_goes_out(sessions: Sessions) -> None:
    person = await follower(sessions)
    await waits(
        sessions,
        person,
        reminder(lead="SIX_WEEKS"),
        reminder(lead="TWO_WEEKS"),
        reminder(lead="sign_up SIX_WEEKS"),
        reminder(lead="ONE_WEEK", state="sent", sent_at=NOON),
    )
    answers = [type(what) for _, _, what in await prepared(sessions)]
    assert answers == [Unneeded, Ready, Ready]


async def test_a_closed_door_gets_nothing(sessions: Sessions) -> None:
    person = await follower(sessions)
    await waits(sessions, person, reminder())
    async with sessions() as session:
        await session.execute(update(Door).values(closed_at=NOON))
        await session.commit()
    assert [what for _, _, what in await prepared(sessions)] == [Unneeded("dropped", "no_door")]


async def test_an_address_that_nobody_confirmed_gets_nothing(sessions: Sessions) -> None:
    person = await follower(sessions)
    await waits(sessions, person, reminder())
    async with sessions() as session:
        await session.execute(update(Door).values(confirmed_at=None))
        await session.commit()
    assert [what for _, _, what in await prepared(sessions)] == [Unneeded("dropped", "no_door")]


async def test_more_than_the_daily_limit_is_kept_for_the_letter(sessions: Sessions) -> None:
    person = await follower(sessions, daily_limit=3)
    records = [call("2027-07-16T13:00", id=f"round-{number}") for number in range(5)]
    until = {"useful_until": utc("2027-07-16T11:00")}
    await waits(
        sessions,
        person,
        reminder(state="sent", sent_at=NOON - timedelta(hours=1)),
        reminder("call:yesterday", state="sent", sent_at=NOON - timedelta(hours=20)),
        *(reminder(f"call:round-{number}", **until) for number in range(4)),
    )
    answers = [what for _, _, what in await prepared(sessions, *records)]
    assert [type(what) for what in answers] == [Ready, Ready, Unneeded, Unneeded]
    assert answers[2] == Unneeded("gathered", "over_limit")


async def test_a_letter_waits_for_what_may_belong_into_it(sessions: Sessions) -> None:
    person = await follower(sessions, {"kind": "everything", "subject": "", "weekly": True})
    letter = reminder("week:2027-W22", "", kind="digest")
    await waits(sessions, person, letter, reminder())
    answers = {kind: what for kind, _, what in await prepared(sessions)}
    assert isinstance(answers["digest"], Held)
    assert isinstance(answers["reminder"], Ready)


async def test_a_letter_tells_what_was_kept_and_is_silent_without_news(
    sessions: Sessions,
) -> None:
    person = await follower(sessions, {"kind": "theme", "subject": "transport", "weekly": True})
    await waits(sessions, person, reminder("week:2027-W22", "", kind="digest"))
    assert [what for _, _, what in await prepared(sessions)] == [
        Unneeded("silent", "nothing_to_say")
    ]
    await waits(sessions, person, reminder(state="gathered"))
    [(_, _, ready)] = await prepared(sessions)
    assert isinstance(ready, Ready)
    assert "Klima for alle" in ready.notice.reply.plain


async def test_what_a_letter_told_is_closed_before_the_next_and_limits_nothing(
    sessions: Sessions,
) -> None:
    person = await follower(sessions, {"kind": "everything", "subject": "", "weekly": True})
    monday = utc("2027-06-07T06:00")
    await waits(
        sessions,
        person,
        reminder(state="gathered"),
        reminder("week:2027-W23", "", kind="digest", state="sent", sent_at=monday),
        reminder("call:later", state="gathered", try_at=monday + timedelta(hours=1)),
    )
    await plan(sessions, known(CALL), monday + timedelta(hours=2))
    await plan(sessions, known(CALL), monday + timedelta(days=7, hours=2))
    async with sessions() as session:
        rows = await session.execute(select(Delivery.subject, Delivery.state, Delivery.sent_at))
        states = {subject: (state, at) for subject, state, at in rows}
    assert states["call:round"] == ("sent", monday)
    assert states["call:later"] == ("gathered", None)


async def test_a_correction_tells_the_date_before_and_yields_to_a_later_one(
    sessions: Sessions,
) -> None:
    person = await follower(sessions)
    now_at = "2027-06-16T13:00"
    await waits(
        sessions,
        person,
        reminder(lead="SIX_WEEKS", state="sent", sent_at=NOON, told="closes=2027-06-09T13:00"),
        reminder(lead=now_at, kind="corrected", told=f"closes={now_at}"),
        reminder(lead="2027-06-10T13:00", kind="corrected", told="closes=2027-06-10T13:00"),
    )
    first, second = (what for _, _, what in await prepared(sessions))
    assert isinstance(first, Ready)
    assert "9. juni" in first.notice.reply.plain
    assert first.told == f"closes={now_at}"
    assert isinstance(second, Unneeded)


async def test_a_late_reminder_says_so(sessions: Sessions) -> None:
    person = await follower(sessions)
    due = utc("2027-06-01T06:00")
    await waits(sessions, person, reminder(due_at=due, try_at=due))
    [(_, _, ready)] = await prepared(sessions)
    assert isinstance(ready, Ready)
    assert "1. juni kl. 08.00" in ready.notice.reply.plain.replace("\u00a0", " ")


async def announced(sessions: Sessions) -> int:
    """Plan an announcement to the region; give its number."""
    async with sessions() as session:
        written = Announcement(
            audience={"region": "nord"},
            title=texts("Nytt nettverk"),
            body=texts("Vi starter i august."),
            made_by="sekretariatet",
            made_at=NOON,
            send_at=NOON,
        )
        session.add(written)
        await session.commit()
    await plan(sessions, known(), NOON - timedelta(minutes=1))
    await plan(sessions, known(), NOON)
    return written.id


async def test_an_announcement_is_told_and_a_cancelled_one_is_not(sessions: Sessions) -> None:
    person = await follower(sessions)
    written = await announced(sessions)
    [(kind, subject, ready)] = await prepared(sessions)
    assert (kind, subject) == ("announcement", f"announcement:{written}")
    assert isinstance(ready, Ready)
    assert ready.target.person == person
    assert "Vi starter i august." in ready.notice.reply.plain
    async with sessions() as session:
        await session.execute(update(Announcement).values(cancelled_at=NOON))
        await session.commit()
    assert isinstance((await prepared(sessions))[0][2], Unneeded)


@pytest.mark.parametrize("muted", [("announcements", "nord"), ("everything", "")])
async def test_an_announcement_that_waits_is_not_told_to_one_who_muted_it_since(
    sessions: Sessions, muted: tuple[str, str]
) -> None:
    person, other = await follower(sessions), await follower(sessions)
    await announced(sessions)
    async with sessions() as session:
        kind, subject = muted
        wish = Subscription(
            person_id=person, kind=kind, subject=subject, wanted=False, leads=0, created_at=NOON
        )
        session.add(wish)
        await session.commit()
    mine, theirs = (what for _, _, what in await prepared(sessions))
    assert mine == Unneeded("dropped", "stopped")
    assert isinstance(theirs, Ready)
    assert theirs.target.person == other


async def test_the_page_before_a_meeting_tells_what_changed(sessions: Sessions) -> None:
    person = await follower(sessions, ("body", "styret"))
    meeting = event("m", "2027-06-03T09:00", body="styret", title=texts("Styringsgruppen"))
    async with sessions() as session:
        for record, at in (("call:old", utc("2027-01-01T00:00")), ("call:round", NOON)):
            values = {"what": "closes", "moment": "2027-06-16T13:00", "changed_at": at}
            session.add(KnownDate(record=record, sequence=0, **values))
        await session.commit()
    await waits(sessions, person, reminder("event:m", "", kind="agenda"))
    [(_, _, ready)] = await prepared(sessions, meeting, CALL)
    assert isinstance(ready, Ready)
    assert "Klima for alle" in ready.notice.reply.plain
