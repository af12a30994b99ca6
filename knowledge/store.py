"""Bring packs into the database and out again, and load the snapshot that answers come from."""

import asyncio
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, cast

from pydantic import ValidationError
from sqlalchemy import delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from knowledge.base import KnowledgeBase
from knowledge.kinds import KINDS, MODELS, Kind
from knowledge.packs import PackFile, Packs, pack_order
from knowledge.records.base import Record
from knowledge.tables import Base, Data, KnowledgeState, StoredFile, StoredRecord, StoredRevision

Sessions = async_sessionmaker[AsyncSession]

_Key = tuple[str, str]
"""Kind and id of a record, or pack and name of a file."""
_Rows = dict[_Key, dict[str, Any]]


class StoredRecordError(Exception):
    """A record in the database that this version cannot read; importing the packs mends it."""

    def __init__(self, kind: str, identity: str) -> None:
        super().__init__(f"{kind} {identity} in the database does not fit this version")
        self.kind = kind
        self.identity = identity


@dataclass(frozen=True, slots=True)
class Change:
    """What an import did to one record."""

    what: Literal["new", "changed", "removed"]
    kind: Kind
    id: str
    fields: tuple[str, ...] = ()
    """The fields that differ, where it was changed."""


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did."""

    revision: int
    """The knowledge revision after it."""
    changes: tuple[Change, ...]
    """By kind; within a kind as in the packs, then those removed."""
    rearranged: bool
    """Whether files, what they say they hold, or the places of records differ."""

    @property
    def is_unchanged(self) -> bool:
        """True where the database already held just this, so that nothing was written."""
        return not (self.changes or self.rearranged)


@dataclass(frozen=True, slots=True)
class Revision:
    """One change of one record, as it was written down."""

    revision: int
    """The knowledge revision that came of it."""
    who: str
    at: datetime
    """Aware, UTC."""
    before: Data | None
    """None where the record was new."""
    after: Data | None
    """None where it was removed."""

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields that differ."""
        return tuple(_differing(self.before or {}, self.after or {}))


async def import_packs(sessions: Sessions, packs: Packs, who: str, at: datetime) -> ImportReport:
    """Make the database hold just what `packs` hold, all or nothing.

    Every change of a record is written down with `who`, and `at` (aware). The packs are taken
    as checked. Imports that run at the same time wait for one another.
    """
    async with sessions() as session:
        revision = await _lock(session)
        records, new_records = await _rows(session, StoredRecord, "kind", "id"), _record_rows(packs)
        files, new_files = await _rows(session, StoredFile, "pack", "name"), _file_rows(packs)
        if records == new_records and files == new_files:
            return ImportReport(revision, (), rearranged=False)
        report = ImportReport(
            revision + 1,
            tuple(_changes(records, new_records)),
            rearranged=files != new_files or _places(records) != _places(new_records),
        )
        await _replace(session, new_files, new_records)
        await _write_down(session, report, records, new_records, (who, at))
        await session.commit()
        return report


async def stored_packs(session: AsyncSession) -> Packs:
    """Read all pack files back from the database, in pack order, for an export.

    Raises `StoredRecordError` where the database holds what this version cannot read.
    """
    records: dict[_Key, list[Record]] = {}
    for row in await session.scalars(select(StoredRecord).order_by(StoredRecord.position)):
        records.setdefault((row.pack, row.file), []).append(_record(row))
    files = await session.scalars(select(StoredFile))
    return Packs(
        tuple(
            PackFile(
                pack=file.pack,
                name=file.name,
                kind=cast("Kind", file.kind),
                about=file.about,
                records=tuple(records.get((file.pack, file.name), ())),
            )
            for file in sorted(files, key=lambda file: pack_order(file.pack, file.name))
        )
    )


async def history(session: AsyncSession, kind: Kind, identity: str) -> tuple[Revision, ...]:
    """Give the changes of one record, oldest first."""
    query = select(StoredRevision).where(
        StoredRevision.kind == kind, StoredRevision.record == identity
    )
    rows = await session.scalars(query.order_by(StoredRevision.id))
    return tuple(Revision(row.revision, row.who, row.at, row.before, row.after) for row in rows)


async def load_snapshot(session: AsyncSession) -> KnowledgeBase:
    """Build the knowledge of the present revision; raises as `stored_packs` does."""
    revision = await _revision(session)
    return KnowledgeBase((await stored_packs(session)).records, revision)


class SnapshotCache:
    """The present knowledge of one process, loaded anew when the counter has moved."""

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions
        self._snapshot: KnowledgeBase | None = None
        self._loading = asyncio.Lock()

    async def current(self) -> KnowledgeBase:
        """Give the knowledge of the present revision; one small query when nothing changed."""
        async with self._sessions() as session:
            return await self.seen_by(session)

    async def seen_by(self, session: AsyncSession) -> KnowledgeBase:
        """Give the knowledge as a transaction sees it, which spares one of its own."""
        revision = await _revision(session)
        if self._snapshot is None or self._snapshot.revision != revision:
            async with self._loading:
                if self._snapshot is None or self._snapshot.revision != revision:
                    self._snapshot = await load_snapshot(session)
        return self._snapshot


async def _revision(session: AsyncSession) -> int:
    return (await session.execute(select(KnowledgeState.revision))).scalar_one()


async def _lock(session: AsyncSession) -> int:
    """Hold the one row of state until the end of the transaction, and give its revision.

    Writing comes first, before anything is read: SQLite then waits for another writer instead
    of failing later, and PostgreSQL reads what that writer left.
    """
    await session.execute(update(KnowledgeState).values(revision=KnowledgeState.revision))
    return await _revision(session)


async def _rows(session: AsyncSession, table: type[Base], *key: str) -> _Rows:
    found = (await session.execute(select(table.__table__))).mappings()
    return {(row[key[0]], row[key[1]]): dict(row) for row in found}


def _file_rows(packs: Packs) -> _Rows:
    return {
        (it.pack, it.name): {"pack": it.pack, "name": it.name, "kind": it.kind, "about": it.about}
        for it in packs.files
    }


def _record_rows(packs: Packs) -> _Rows:
    return {
        (file.kind, record.id): {
            "kind": file.kind,
            "id": record.id,
            "pack": file.pack,
            "file": file.name,
            "position": position,
            "data": record.model_dump(mode="json", exclude_defaults=True),
        }
        for file in packs.files
        for position, record in enumerate(file.records)
    }


def _places(records: _Rows) -> Mapping[_Key, tuple[str, str, int]]:
    return {key: (row["pack"], row["file"], row["position"]) for key, row in records.items()}


def _changes(before: _Rows, after: _Rows) -> Iterator[Change]:
    for kind in KINDS:
        for key in (key for key in after if key[0] == kind):
            if key not in before:
                yield Change("new", kind, key[1])
            elif fields := tuple(_differing(before[key]["data"], after[key]["data"])):
                yield Change("changed", kind, key[1], fields)
        for key in sorted(before.keys() - after.keys()):
            if key[0] == kind:
                yield Change("removed", kind, key[1])


def _differing(before: Data, after: Data) -> Iterable[str]:
    return [name for name in {**after, **before} if before.get(name) != after.get(name)]


async def _replace(session: AsyncSession, files: _Rows, records: _Rows) -> None:
    await session.execute(delete(StoredRecord))
    await session.execute(delete(StoredFile))
    if files:
        await session.execute(insert(StoredFile), list(files.values()))
    if records:
        await session.execute(insert(StoredRecord), list(records.values()))


async def _write_down(
    session: AsyncSession,
    report: ImportReport,
    before: _Rows,
    after: _Rows,
    signature: tuple[str, datetime],
) -> None:
    """Keep what each changed record was and is, signed with who and when, and count on."""
    who, at = signature
    for change in report.changes:
        key = (change.kind, change.id)
        session.add(
            StoredRevision(
                revision=report.revision,
                who=who,
                at=at,
                kind=change.kind,
                record=change.id,
                before=before[key]["data"] if key in before else None,
                after=after[key]["data"] if key in after else None,
            )
        )
    await session.execute(update(KnowledgeState).values(revision=report.revision))


def _record(row: StoredRecord) -> Record:
    model = MODELS.get(cast("Kind", row.kind))
    if model is None:
        raise StoredRecordError(row.kind, row.id)
    try:
        return model.model_validate(row.data)
    except ValidationError as error:
        raise StoredRecordError(row.kind, row.id) from error
