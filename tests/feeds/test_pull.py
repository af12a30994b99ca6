import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.feeds.accept import accept
from bot.feeds.proposals import decide, find, waiting
from bot.feeds.pull import EVERY, Pulled, pull_all
from bot.feeds.tables import FeedState, Proposal
from knowledge.base import KnowledgeBase
from knowledge.faults import PackError
from knowledge.packs import load_packs
from knowledge.records.events import Event
from knowledge.records.funding import Call
from knowledge.store import import_packs, load_snapshot
from tests.feeds.server import Server, answered, guarded
from tests.knowledge.edit import replace

Sessions = async_sessionmaker[AsyncSession]
NOW = datetime(2026, 11, 28, 8, tzinfo=UTC)
DAY = timedelta(days=1)


def calendar(*entries: str) -> bytes:
    inside = "".join(f"BEGIN:VEVENT\r\n{it}\r\nEND:VEVENT\r\n" for it in entries)
    return answered(f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{inside}END:VCALENDAR\r\n".encode())


def course(start: str = "20270117T090000", title: str = "Kurs", more: str = "") -> str:
    return f"UID:1\r\nSUMMARY:{title}\r\nDTSTART:{start}{more}"


def table(*rows: str) -> bytes:
    return answered("\n".join(["Name,Opens,Closes,Page", *rows]).encode(), "text/csv")


@pytest.fixture
async def kb(sessions: Sessions, folder: Path) -> KnowledgeBase:
    await import_packs(sessions, load_packs(folder), "kari", NOW)
    return await knowledge(sessions)


async def knowledge(sessions: Sessions) -> KnowledgeBase:
    async with sessions() as session:
        return await load_snapshot(session)


async def pull(sessions: Sessions, server: Server, now: datetime = NOW) -> dict[str, Pulled]:
    found = await pull_all(sessions, await knowledge(sessions), now, EVERY, guarded(server))
    return {it.feed: it for it in found}


async def rows(sessions: Sessions) -> list[Proposal]:
    async with sessions() as session:
        return list(await waiting(session))


async def taken(
    sessions: Sessions, folder: Path, now: datetime = NOW, verified: bool = False
) -> None:
    await accept(sessions, folder, await rows(sessions), "kari", now, verified=verified)


async def state(sessions: Sessions, feed: str = "kalender") -> FeedState:
    async with sessions() as session:
        return (await session.execute(select(FeedState).filter_by(feed=feed))).scalar_one()


async def test_a_new_entry_is_proposed_once(
    sessions: Sessions, kb: KnowledgeBase, server: Server
) -> None:
    server.answers["/kalender.ics"] = calendar(course())
    assert (await pull(sessions, server))["kalender"] == Pulled("kalender", proposed=1)
    assert (await pull(sessions, server, NOW + DAY))["kalender"].proposed == 0
    (row,) = await rows(sessions)
    assert row.said == {"title": {"nb": "Kurs"}, "start": "2027-01-17T09:00"}
    assert (await knowledge(sessions)).revision == kb.revision


async def test_an_accepted_entry_is_unverified_with_source_and_date(
    sessions: Sessions, kb: KnowledgeBase, server: Server, folder: Path
) -> None:
    server.answers["/kalender.ics"] = calendar(course(more="\r\nURL:https://nabo.example/kurs"))
    await pull(sessions, server)
    await taken(sessions, folder)
    (record,) = (it for it in (await knowledge(sessions)).events.values() if it.organiser == "Nabo")
    assert isinstance(record, Event)
    assert (record.verified, record.as_of, record.happening) == (False, "2026-11-28", "planned")
    assert record.sources[0].ref == "https://nabo.example/kurs"
    assert not await rows(sessions)


async def test_the_next_import_does_not_undo_what_was_accepted(
    sessions: Sessions, kb: KnowledgeBase, server: Server, folder: Path
) -> None:
    server.answers["/kalender.ics"] = calendar(course())
    await pull(sessions, server)
    await taken(sessions, folder)
    assert (await import_packs(sessions, load_packs(folder), "ola", NOW)).is_unchanged
    assert (folder / "nord/events-from-feeds.yaml").is_file()


async def test_a_moved_entry_is_proposed_as_a_move(
    sessions: Sessions, kb: KnowledgeBase, server: Server, folder: Path
) -> None:
    server.answers["/kalender.ics"] = calendar(course())
    await pull(sessions, server)
    await taken(sessions, folder, verified=True)
    server.answers["/kalender.ics"] = calendar(course("20270118T100000"))
    await pull(sessions, server, NOW + DAY)
    await taken(sessions, folder, NOW + DAY)
    (record,) = (it for it in (await knowledge(sessions)).events.values() if it.organiser == "Nabo")
    assert (record.start, record.moved_from) == ("2027-01-18T10:00", "2027-01-17T09:00")
    assert (record.happening, record.verified) == ("moved", False)


async def test_a_cancelled_entry_and_one_that_is_held_after_all(
    sessions: Sessions, kb: KnowledgeBase, server: Server, folder: Path
) -> None:
    happened = []
    for day, more in enumerate(["", "\r\nSTATUS:CANCELLED", ""]):
        server.answers["/kalender.ics"] = calendar(course(more=more))
        await pull(sessions, server, NOW + day * DAY)
        await taken(sessions, folder, NOW + day * DAY)
        events = (await knowledge(sessions)).events.values()
        happened += [it.happening for it in events if it.organiser == "Nabo"]
    assert happened == ["planned", "cancelled", "planned"]


async def test_a_rejected_entry_stays_so_until_it_changes(
    sessions: Sessions, kb: KnowledgeBase, server: Server
) -> None:
    server.answers["/kalender.ics"] = calendar(course())
    await pull(sessions, server)
    async with sessions() as session:
        found, missing = await find(session, [row.id for row in await waiting(session)] + [99])
        assert await decide(session, found, "rejected", "kari", NOW) == 1
        await session.commit()
    assert missing == [99]
    await pull(sessions, server, NOW + DAY)
    assert not await rows(sessions)
    server.answers["/kalender.ics"] = calendar(course("20270118T090000"))
    await pull(sessions, server, NOW + 2 * DAY)
    assert len(await rows(sessions)) == 1


async def test_an_accepted_entry_that_changes_and_back_asks_for_nothing(
    sessions: Sessions, kb: KnowledgeBase, server: Server, folder: Path
) -> None:
    server.answers["/kalender.ics"] = calendar(course())
    await pull(sessions, server)
    await taken(sessions, folder)
    for day, title in enumerate(["Andre kurs", "Kurs"], 1):
        server.answers["/kalender.ics"] = calendar(course(title=title))
        await pull(sessions, server, NOW + day * DAY)
    assert not await rows(sessions)


async def test_what_a_keeper_mended_is_left_alone(
    sessions: Sessions, kb: KnowledgeBase, server: Server, folder: Path
) -> None:
    server.answers["/kalender.ics"] = calendar(course())
    await pull(sessions, server)
    await taken(sessions, folder)
    replace(folder / "nord/events-from-feeds.yaml", "nb: Kurs", "nb: Kurs i søknader")
    await import_packs(sessions, load_packs(folder), "kari", NOW)
    server.answers["/kalender.ics"] = calendar(course(more="\r\nLOCATION:Namsos"))
    await pull(sessions, server, NOW + DAY)
    await taken(sessions, folder, NOW + DAY)
    (record,) = (it for it in (await knowledge(sessions)).events.values() if it.organiser == "Nabo")
    assert (record.title, record.place) == ({"nb": "Kurs i søknader"}, "Namsos")


async def test_a_record_of_a_keeper_is_known_by_its_page(
    sessions: Sessions, folder: Path, server: Server
) -> None:
    own = "  happening: planned\n  sign_up_by: 2026-03-01"
    page = f"{own}\n  website:\n    address: nord.example/samling"
    replace(folder / "nord/events.yaml", own, page)
    replace(folder / "nord/events.yaml", "start: 2026-03-10T09:00", "start: 2027-03-10T09:00")
    replace(folder / "nord/events.yaml", "end: 2026-03-11", "end: 2027-03-11")
    await import_packs(sessions, load_packs(folder), "kari", NOW)
    link = "\r\nURL:https://nord.example/samling/"
    server.answers["/kalender.ics"] = calendar(course("20270310T090000", more=link))
    await pull(sessions, server)
    assert not await rows(sessions)
    server.answers["/kalender.ics"] = calendar(course("20270311T090000", more=link))
    await pull(sessions, server, NOW + DAY)
    (row,) = await rows(sessions)
    assert row.record == "samling-2026"
    await taken(sessions, folder)
    record = (await knowledge(sessions)).events["samling-2026"]
    assert (record.title, record.start) == ({"nb": "Samling"}, "2027-03-11T09:00")
    assert record.moved_from == "2027-03-10T09:00"


async def test_entries_that_share_a_page_are_kept_apart(
    sessions: Sessions, kb: KnowledgeBase, server: Server, folder: Path
) -> None:
    link = "\r\nURL:https://nabo.example/kurs"
    first, second = course(more=link), course(more=link).replace("UID:1", "UID:2")
    server.answers["/kalender.ics"] = calendar(first)
    await pull(sessions, server)
    await taken(sessions, folder)
    server.answers["/kalender.ics"] = calendar(first, second)
    await pull(sessions, server, NOW + DAY)
    (row,) = await rows(sessions)
    assert row.record not in (await knowledge(sessions)).events


@pytest.mark.parametrize("entry", [course("20261101T090000"), course(more="\r\nSTATUS:CANCELLED")])
async def test_what_is_over_or_cancelled_is_no_news(
    sessions: Sessions, kb: KnowledgeBase, server: Server, entry: str
) -> None:
    server.answers["/kalender.ics"] = calendar(entry)
    assert (await pull(sessions, server))["kalender"].proposed == 0


async def test_a_call_opens_and_closes(
    sessions: Sessions, kb: KnowledgeBase, server: Server, folder: Path
) -> None:
    server.answers["/calls.csv"] = table("Call 7,2027-01-10,2027-02-17 13:00,https://a.example/7")
    await pull(sessions, server)
    await taken(sessions, folder)
    calls = (await knowledge(sessions)).calls.values()
    (call,) = (it for it in calls if it.title.get("en") == "Call 7")
    assert isinstance(call, Call)
    assert (call.opens, call.deadline, call.zone) == (
        "2027-01-10",
        "2027-02-17T13:00",
        "Europe/Oslo",
    )
    assert (call.deadline_status, call.website.address) == ("provisional", "a.example/7")


async def test_packs_with_a_fault_are_left_as_they_were(
    sessions: Sessions, kb: KnowledgeBase, server: Server, folder: Path
) -> None:
    server.answers["/kalender.ics"] = calendar(course())
    await pull(sessions, server)
    replace(folder / "nord/regions.yaml", "fallback: sekretariat", "fallback: nobody")
    with pytest.raises(PackError):
        await taken(sessions, folder)
    assert not (folder / "nord/events-from-feeds.yaml").exists()
    assert len(await rows(sessions)) == 1


async def test_only_what_changed_is_asked_for(
    sessions: Sessions, kb: KnowledgeBase, server: Server
) -> None:
    body = calendar(course()).replace(b"Connection", b'ETag: "7"\r\nConnection')
    server.answers["/kalender.ics"] = body
    await pull(sessions, server)
    server.answers["/kalender.ics"] = answered(b"", status="304 Not Modified")
    again = await pull(sessions, server, NOW + DAY)
    assert again["kalender"] == Pulled("kalender")
    asked = [headers for path, headers in server.asked if path == "/kalender.ics"]
    assert [it.get("if-none-match") for it in asked] == [None, '"7"']


async def test_a_feed_that_is_described_anew_is_read_anew(
    sessions: Sessions, kb: KnowledgeBase, server: Server, folder: Path
) -> None:
    server.answers["/kalender.ics"] = calendar(course()).replace(b"Conn", b'ETag: "7"\r\nConn')
    await pull(sessions, server)
    replace(folder / "nord/feeds.yaml", "organiser: Nabo", "organiser: Naboen")
    await import_packs(sessions, load_packs(folder), "kari", NOW)
    await pull(sessions, server, NOW + DAY)
    asked = [headers for path, headers in server.asked if path == "/kalender.ics"]
    assert [it.get("if-none-match") for it in asked] == [None, None]


async def test_one_fault_is_remembered_and_stops_no_other(
    sessions: Sessions, kb: KnowledgeBase, server: Server
) -> None:
    server.answers["/kalender.ics"] = answered(b"", status="500 Oh")
    server.answers["/calls.csv"] = table("Call 7,,2027-02-17,")
    found = await pull(sessions, server)
    assert (found["kalender"].fault, found["tabell"].proposed) == ("odd_status", 1)
    assert (await state(sessions)).fault == "odd_status"
    server.answers["/kalender.ics"] = calendar(course())
    await pull(sessions, server, NOW + DAY)
    assert (await state(sessions)).fault is None


async def test_a_feed_is_looked_at_once_in_a_while_by_one_of_many(
    sessions: Sessions, kb: KnowledgeBase, server: Server
) -> None:
    server.answers |= {"/kalender.ics": calendar(course()), "/calls.csv": table()}
    await asyncio.gather(*[pull(sessions, server) for _ in range(4)])
    assert sorted(server.paths) == ["/calls.csv", "/kalender.ics"]
    assert await pull(sessions, server, NOW + timedelta(hours=5)) == {}
    assert len(await pull(sessions, server, NOW + timedelta(hours=6))) == 2


async def test_a_clock_set_back_does_not_stop_the_feeds(
    sessions: Sessions, kb: KnowledgeBase, server: Server
) -> None:
    await pull(sessions, server, NOW + 365 * DAY)
    assert len(await pull(sessions, server)) == 2


async def test_a_closed_feed_is_left_alone(
    sessions: Sessions, kb: KnowledgeBase, server: Server, folder: Path
) -> None:
    old = "verified: true\n  address: https://feed.example"
    replace(folder / "nord/feeds.yaml", old, old.replace("\n", "\n  status: closed\n", 1))
    await import_packs(sessions, load_packs(folder), "kari", NOW)
    assert set(await pull(sessions, server)) == {"tabell"}


async def test_only_titles_with_a_word(
    sessions: Sessions, kb: KnowledgeBase, server: Server, folder: Path
) -> None:
    replace(
        folder / "nord/feeds.yaml", "organiser: Nabo\n", "organiser: Nabo\n  only:\n  - SØKNAD\n"
    )
    await import_packs(sessions, load_packs(folder), "kari", NOW)
    other = course(title="Søknadskurs").replace("UID:1", "UID:2")
    server.answers["/kalender.ics"] = calendar(course(), other)
    assert (await pull(sessions, server))["kalender"].proposed == 1
