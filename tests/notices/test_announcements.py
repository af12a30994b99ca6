"""An announcement is kept for its moment, and can be stopped until then."""

from datetime import timedelta

from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.notices.announcements import (
    all_announcements,
    announced,
    count_receivers,
    enqueue,
    report,
    subject_of,
    withdraw,
)
from bot.notices.audience import Audience
from bot.notices.drafts import Draft
from bot.notices.tables import Announcement, Delivery
from bot.notices.vocabulary import PRIORITY
from tests.notices.people import NOON, make_person

Sessions = async_sessionmaker[AsyncSession]

DRAFT = Draft(
    audience=Audience(region="trondelag"),
    title={"nb": "Spørretime", "nn": "Spørjetime"},
    body={"nb": "Torsdag svarer vi.", "nn": "Torsdag svarer vi."},
    sender="sekretariatet",
)


async def _delivery(session: AsyncSession, announcement: int, state: str) -> None:
    person = await make_person(session, "web", region="trondelag")
    session.add(
        Delivery(
            kind="announcement",
            subject=subject_of(announcement),
            lead="",
            person_id=person,
            because="announcements:trondelag",
            channel="web",
            priority=PRIORITY["announcement"],
            due_at=NOON,
            try_at=NOON,
            state=state,
        )
    )
    await session.flush()


async def test_receivers_are_counted_by_the_language_they_read(sessions: Sessions) -> None:
    async with sessions() as session:
        for language in ("nb", "nb", "en"):
            await make_person(session, "web", region="trondelag", language=language)
        await make_person(session, "web", region="norrbotten", language="sv")
        assert await count_receivers(session, DRAFT.audience) == {"nb": 2, "en": 1}


async def test_what_is_kept_is_what_was_written(sessions: Sessions) -> None:
    later = NOON + timedelta(days=1)
    async with sessions.begin() as session:
        first = await enqueue(session, DRAFT, NOON, NOON)
        second = await enqueue(session, DRAFT, NOON, later)
    async with sessions() as session:
        rows = await all_announcements(session)
        assert [row.id for row in rows] == [second, first]
        assert rows[0].send_at == later
        assert Audience.model_validate(rows[0].audience) == DRAFT.audience
        words = announced(rows[0])
        assert (words.title, words.body) == (DRAFT.title, DRAFT.body)
        assert words.made_by == "sekretariatet"


async def test_what_waits_is_stopped_and_what_went_out_is_told(sessions: Sessions) -> None:
    async with sessions.begin() as session:
        one = await enqueue(session, DRAFT, NOON, NOON)
        other = await enqueue(session, DRAFT, NOON, NOON)
        for state in ("planned", "planned", "sending", "sent", "dead"):
            await _delivery(session, one, state)
        await _delivery(session, other, "planned")
    async with sessions.begin() as session:
        done = await withdraw(session, one, NOON)
        assert done is not None
        assert (done.stopped, done.sent) == (2, 2)
        again = await withdraw(session, one, NOON + timedelta(hours=1))
        assert again is not None
        assert again.stopped == 0
    async with sessions() as session:
        row = await session.get(Announcement, one)
        assert row is not None
        assert row.cancelled_at == NOON
        states = await report(session, one)
        assert states == {"dropped": 2, "sending": 1, "sent": 1, "dead": 1}
        assert await report(session, other) == {"planned": 1}


async def test_there_is_nothing_to_stop_where_there_is_none(sessions: Sessions) -> None:
    async with sessions() as session:
        assert await withdraw(session, 7, NOON) is None
