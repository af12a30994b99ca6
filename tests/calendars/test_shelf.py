"""Calendars as one asks for them: by id, by what they are about, by a secret address."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.calendars.entry import uid_of
from bot.calendars.feeds import Feed, FeedKind, wished_for
from bot.calendars.file import CalendarFile
from bot.calendars.personal import Owner
from bot.calendars.shelf import Calendars
from bot.notices.desk import Wish
from bot.notices.desk.keeping import calendar_hash, new_calendar, revoke_calendar
from bot.notices.tables import KnownDate, Person, Subscription
from bot.notices.vocabulary import DEFAULT_LEADS, SubjectKind
from knowledge.base import KnowledgeBase
from knowledge.tables import StoredRevision
from tests.calendars.reading import components
from tests.knowledge.make import call, event, programme, texts
from tests.notices.edges import edges
from tests.notices.telling import at

NOW = at("2027-03-01T09:00")
Sessions = async_sessionmaker[AsyncSession]


def shelf(sessions: Sessions, kb: KnowledgeBase) -> Calendars:
    async def knowledge() -> KnowledgeBase:
        return kb

    return Calendars(sessions, knowledge, lambda: NOW)


def small(*more: Any) -> KnowledgeBase:
    known = edges()
    return KnowledgeBase(
        [
            known.regions["nord"],
            known.regions["nord"].model_copy(update={"id": "sor", "names": texts("Sør")}),
            known.municipalities["vik"],
            known.bodies["styret"],
            programme("p", themes=("education",)),
            call("2027-03-17", id="wide"),
            call("2027-03-18", id="nord-only", areas=("nord",), themes=("transport",)),
            call("2027-03-19", id="elsewhere", counties=("Sør",)),
            event("board", "2027-03-20", body="styret"),
            event("south", "2027-03-21", region="sor"),
            event("long-ago", "2020-03-21"),
            *more,
        ]
    )


def uids(file: CalendarFile | None) -> set[str]:
    assert file is not None
    return {str(it["UID"]).removesuffix("@idelos") for it in components(file.content)}


@pytest.mark.parametrize(
    ("kind", "subject", "region", "expected"),
    [
        ("region", "nord", None, {"call-wide", "call-nord-only", "call-elsewhere", "event-board"}),
        ("region", "sor", None, {"call-wide", "call-elsewhere", "event-south"}),
        ("municipality", "vik", None, {"call-wide", "call-nord-only", "event-board"}),
        ("theme", "education", None, {"call-wide", "call-elsewhere"}),
        ("theme", "transport", None, {"call-nord-only"}),
        ("theme", "transport", "sor", set()),
        ("programme", "p", "sor", {"call-wide", "call-elsewhere"}),
        ("body", "styret", None, {"event-board"}),
    ],
)
def test_feeds(kind: FeedKind, subject: str, region: str | None, expected: set[str]) -> None:
    kb = small()
    feed = Feed(kind, subject, region)
    assert feed.exists(kb)
    assert {uid_of(it).removesuffix("@idelos") for it in feed.matters(kb, NOW)} == expected


@pytest.mark.parametrize(
    ("kind", "subject", "region"),
    [("region", "x", None), ("theme", "x", None), ("programme", "p", "x"), ("body", "", None)],
)
def test_there_is_no_feed_of_what_is_not_known(
    kind: FeedKind, subject: str, region: str | None
) -> None:
    assert not Feed(kind, subject, region).exists(small())


async def test_files_of_their_own(sessions: Sessions) -> None:
    calendars = shelf(sessions, small(event("some", "2027-03")))
    assert uids(await calendars.call("wide", None)) == {"call-wide"}
    assert uids(await calendars.event("long-ago", None)) == {"event-long-ago"}
    assert await calendars.call("none", None) is None
    assert await calendars.event("some", None) is None


async def test_a_plan_has_an_entry_for_each_step_with_a_day(sessions: Sessions) -> None:
    kb = small(
        programme("q", requires=("partners",)),
        programme("r", deadline_kind="rolling"),
        call("2027-09-15T13:00", id="later", programme="q"),
    )
    calendars = shelf(sessions, kb)
    file = await calendars.plan("later", "vik", "nb")
    assert uids(file) == {
        "plan-later-partners-vik",
        "plan-later-reading-vik",
        "plan-later-send-vik",
    }
    assert await calendars.plan("r", None, "nb") is None
    assert await calendars.plan("none", None, "nb") is None


async def test_the_language_is_that_of_the_reader_else_of_the_region(sessions: Sessions) -> None:
    swedish = edges().regions["nord"].model_copy(update={"id": "norr", "language": "sv"})
    calendars = shelf(sessions, small(swedish))
    for language, prodid in ((None, b"//SV"), ("en", b"//EN")):
        file = await calendars.feed(Feed("region", "norr"), language)  # type: ignore[arg-type]
        assert file is not None
        assert prodid in file.content


async def test_changes_raise_the_sequence_and_the_stamp(sessions: Sessions) -> None:
    calendars = shelf(sessions, small())
    moved_at, written_at = NOW - timedelta(days=2), NOW - timedelta(days=1)
    async with sessions() as session:
        session.add(
            KnownDate(
                record="call:wide",
                what="closes",
                moment="2027-03-17",
                sequence=2,
                changed_at=moved_at,
            )
        )
        session.add(
            StoredRevision(revision=1, who="a", at=written_at, kind="event", record="board")
        )
        await session.commit()
    file = await calendars.feed(Feed("region", "nord"), "nb")
    assert file is not None
    found = {str(it["UID"]): it for it in components(file.content)}
    wide, board = found["call-wide@idelos"], found["event-board@idelos"]
    assert (wide["SEQUENCE"], wide["DTSTAMP"].dt) == (6, moved_at)
    assert (board["SEQUENCE"], board["LAST-MODIFIED"].dt) == (0, written_at)


@pytest.mark.parametrize(
    ("wishes", "expected"),
    [
        ([], set()),
        ([("programme", "p", True)], {"call-wide", "call-nord-only"}),
        ([("everything", "", True)], {"call-wide", "call-nord-only", "event-board"}),
        ([("everything", "", True), ("programme", "p", False)], {"event-board"}),
        ([("programme", "p", False), ("call", "wide", True)], {"call-wide"}),
        (
            [("theme", "transport", True), ("body", "styret", True)],
            {"call-nord-only", "event-board"},
        ),
    ],
)
def test_what_a_person_follows_is_in_their_own(
    wishes: list[tuple[SubjectKind, str, bool]], expected: set[str]
) -> None:
    owner = Owner("nn", "nord", "vik", tuple(Wish(*wish) for wish in wishes))
    found = wished_for(small(), NOW, owner)
    assert {uid_of(it).removesuffix("@idelos") for it in found} == expected


async def test_a_person_s_calendar_opens_until_its_address_is_revoked(sessions: Sessions) -> None:
    calendars = shelf(sessions, small())
    async with sessions() as session:
        person = Person(language="nn", region="nord", municipality="vik", created_at=NOW)
        session.add(person)
        await session.flush()
        wish = {"kind": "body", "subject": "styret", "leads": int(DEFAULT_LEADS)}
        session.add(Subscription(person_id=person.id, created_at=NOW, **wish))
        secret = await new_calendar(session, person.id, NOW)
        await session.commit()
        file = await calendars.mine(secret, None)
        assert uids(file) == {"event-board"}
        assert file is not None
        assert "det eg følgjer" in file.content.decode()
        for other in ("", "x", secret.swapcase(), calendar_hash(secret)):
            assert await calendars.mine(other, "nb") is None
        await revoke_calendar(session, person.id)
        await session.commit()
    assert await calendars.mine(secret, "nb") is None
    assert not await calendars.opens(secret)
