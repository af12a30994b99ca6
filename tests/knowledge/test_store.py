import asyncio
import itertools
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.exc import StatementError
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker

from knowledge.canonical import write_pack_file
from knowledge.packs import Packs, load_packs
from knowledge.store import (
    SnapshotCache,
    StoredRecordError,
    import_packs,
    load_snapshot,
    stored_packs,
)
from knowledge.tables import KnowledgeState, StoredRecord, StoredRevision
from tests.knowledge.edit import replace

Sessions = async_sessionmaker[AsyncSession]
AT = datetime(2026, 11, 23, 8, tzinfo=UTC)


async def revisions(sessions: Sessions, kind: str, record: str) -> list[StoredRevision]:
    query = select(StoredRevision).where(
        StoredRevision.kind == kind, StoredRevision.record == record
    )
    async with sessions() as session:
        return list(await session.scalars(query.order_by(StoredRevision.id)))


async def counter(sessions: Sessions) -> int:
    async with sessions() as session:
        return (await session.execute(select(KnowledgeState.revision))).scalar_one()


async def count(sessions: Sessions, table: type) -> int:
    async with sessions() as session:
        return (await session.execute(select(func.count()).select_from(table))).scalar_one()


async def test_everything_is_new_the_first_time(sessions: Sessions, small: Packs) -> None:
    report = await import_packs(sessions, small, "kari", AT)
    assert report.revision == 1
    assert len(report.changes) == len(small.records)
    assert {change.what for change in report.changes} == {"new"}
    assert report.changes[0].kind == "region"


async def test_the_second_time_changes_nothing(sessions: Sessions, small: Packs) -> None:
    await import_packs(sessions, small, "kari", AT)
    written = await count(sessions, StoredRevision)
    again = await import_packs(sessions, small, "ola", AT)
    assert again.is_unchanged
    assert again.revision == await counter(sessions) == 1
    assert await count(sessions, StoredRevision) == written


async def test_a_change_is_told_by_field_and_kept_with_who_and_when(
    sessions: Sessions, small: Packs, folder: Path
) -> None:
    await import_packs(sessions, small, "kari", AT)
    replace(folder / "nord/organisations.yaml", "- NFK", "- NF")
    replace(folder / "nord/organisations.yaml", "kind: county", "note: Nytt.\n  kind: county")
    oslo = timezone(timedelta(hours=1))
    later = (AT + timedelta(hours=1)).astimezone(oslo)
    report = await import_packs(sessions, load_packs(folder), "ola", later)
    assert [(it.what, it.kind, it.id, it.fields) for it in report.changes] == [
        ("changed", "organisation", "nord_fylke", ("note", "aliases")),
    ]
    first, second = await revisions(sessions, "organisation", "nord_fylke")
    assert first.before is None
    assert (second.who, second.at, second.revision) == ("ola", AT + timedelta(hours=1), 2)
    assert second.at.tzinfo is UTC
    assert second.before == first.after
    assert second.before is not None
    assert second.after is not None
    assert (second.before["aliases"], second.after["aliases"]) == (["NFK"], ["NF"])


async def test_a_removed_record_goes_and_is_written_down(
    sessions: Sessions, small: Packs, folder: Path
) -> None:
    await import_packs(sessions, small, "kari", AT)
    (folder / "nord/series.yaml").unlink()
    report = await import_packs(sessions, load_packs(folder), "ola", AT)
    assert [(it.what, it.kind, it.id) for it in report.changes] == [
        ("removed", "series", "nettverk"),
    ]
    last = (await revisions(sessions, "series", "nettverk"))[-1]
    assert last.before is not None
    assert last.before["organiser"] == "Nord"
    assert last.after is None
    async with sessions() as session:
        assert not (await load_snapshot(session)).series


async def test_a_new_order_counts_as_a_change_of_no_record(
    sessions: Sessions, small: Packs, folder: Path
) -> None:
    await import_packs(sessions, small, "kari", AT)
    written = await count(sessions, StoredRevision)
    (folder / "nord/rules.yaml").rename(folder / "nord/routing.yaml")
    report = await import_packs(sessions, load_packs(folder), "ola", AT)
    assert (report.changes, report.rearranged, report.revision) == ((), True, 2)
    assert await count(sessions, StoredRevision) == written


async def test_an_empty_file_and_its_sentence_are_kept(sessions: Sessions, folder: Path) -> None:
    (folder / "nord/series.yaml").write_text("about: None yet.\nseries: []\n")
    replace(folder / "nord/events.yaml", "  series: nettverk\n", "")
    await import_packs(sessions, load_packs(folder), "kari", AT)
    async with sessions() as session:
        files = {it.path: it for it in (await stored_packs(session)).files}
    assert files["nord/series.yaml"].about == "None yet."
    assert files["nord/series.yaml"].records == ()


@pytest.mark.parametrize("packs", ["small", "shipped"])
async def test_what_comes_out_is_what_went_in_byte_for_byte(
    sessions: Sessions, small: Packs, packs: str
) -> None:
    given = small if packs == "small" else load_packs()
    await import_packs(sessions, given, "kari", AT)
    async with sessions() as session:
        stored = await stored_packs(session)
    assert [it.path for it in stored.files] == [it.path for it in given.files]
    for file, original in zip(stored.files, given.files, strict=True):
        assert write_pack_file(file.about, file.kind, file.records) == original.text


async def test_a_failure_in_the_middle_leaves_nothing(
    sessions: Sessions, small: Packs, folder: Path
) -> None:
    await import_packs(sessions, small, "kari", AT)
    (folder / "nord/series.yaml").unlink()
    replace(folder / "nord/organisations.yaml", "- NFK", "- NF")
    naive = AT.replace(tzinfo=None)
    with pytest.raises(StatementError, match="without a zone"):
        await import_packs(sessions, load_packs(folder), "ola", naive)
    assert await counter(sessions) == 1
    async with sessions() as session:
        snapshot = await load_snapshot(session)
    assert "nettverk" in snapshot.series
    assert snapshot.organisations["nord_fylke"].aliases == ("NFK",)


async def test_imports_at_once_wait_for_one_another(
    sessions: Sessions, small: Packs, folder: Path
) -> None:
    replace(folder / "nord/organisations.yaml", "- NFK", "- NF")
    other = load_packs(folder)
    packs = [small, other, small, other]
    reports = await asyncio.gather(
        *(
            import_packs(sessions, given, f"keeper {number}", AT)
            for number, given in enumerate(packs)
        )
    )
    made = sorted(report.revision for report in reports if not report.is_unchanged)
    assert made == list(range(1, len(made) + 1))
    assert await counter(sessions) == made[-1]
    history = await revisions(sessions, "organisation", "nord_fylke")
    assert [it.revision for it in history] == made
    assert all(new.before == old.after for old, new in itertools.pairwise(history))
    async with sessions() as session:
        stored = (await load_snapshot(session)).records
    assert sum(map(len, stored.values())) == len(small.records)


async def test_the_snapshot_is_the_same_until_the_counter_moves(
    sessions: Sessions, small: Packs, folder: Path
) -> None:
    cache = SnapshotCache(sessions)
    assert not (await cache.current()).regions
    await import_packs(sessions, small, "kari", AT)
    first = await cache.current()
    assert first.revision == 1
    assert "nord" in first.regions
    assert await cache.current() is first
    replace(folder / "nord/organisations.yaml", "- NFK", "- NF")
    await import_packs(sessions, load_packs(folder), "ola", AT)
    second = await cache.current()
    assert second.organisations["nord_fylke"].aliases == ("NF",)
    assert first.organisations["nord_fylke"].aliases == ("NFK",)


async def test_the_snapshot_keeps_the_order_of_the_packs(sessions: Sessions, small: Packs) -> None:
    await import_packs(sessions, small, "kari", AT)
    async with sessions() as session:
        stored = await stored_packs(session)
    assert stored.records == small.records


async def test_a_record_of_another_version_is_named(
    engine: AsyncEngine, sessions: Sessions, small: Packs
) -> None:
    await import_packs(sessions, small, "kari", AT)
    async with engine.begin() as connection:
        await connection.execute(
            update(StoredRecord).where(StoredRecord.kind == "region").values(data={"id": "nord"})
        )
    async with sessions() as session:
        with pytest.raises(StoredRecordError, match="region nord") as caught:
            await load_snapshot(session)
    assert (caught.value.kind, caught.value.identity) == ("region", "nord")
    report = await import_packs(sessions, small, "kari", AT)
    assert [change.id for change in report.changes] == ["nord"]
