"""How often a date changed and when: what tells calendars that an entry is newer than theirs."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Final

from sqlalchemy import func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.notices.tables import KnownDate
from bot.notices.words.matter import Matter
from knowledge.records.events import Event
from knowledge.records.funding import Call
from knowledge.records.vocabulary import Happening
from knowledge.tables import StoredRevision

_BEGINNING: Final = datetime(1970, 1, 1, tzinfo=UTC)
_STEP: Final = 3
_STEPS: Final[Mapping[Happening, int]] = MappingProxyType(
    {"planned": 0, "held": 0, "moved": 1, "cancelled": 2}
)
"""A change counts at once, before the planner has counted it."""

_Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Stamp:
    """The age of one entry."""

    sequence: int
    """Grows with every change of the date."""
    changed_at: datetime
    """The last change of its date or its words; aware, UTC."""


@dataclass(frozen=True, slots=True)
class Stamps:
    """What is known of the changes of some dates."""

    sequences: Mapping[_Key, int] = field(default_factory=dict)
    """How often a date changed, by record (``call:…``) and kind of date."""
    moved_at: Mapping[_Key, datetime] = field(default_factory=dict)
    """When it changed last."""
    written_at: Mapping[_Key, datetime] = field(default_factory=dict)
    """When the words changed last, by kind and id of the record."""

    def of(self, matter: Matter) -> Stamp:
        """Give the age of one date."""
        record = matter.record
        key = (subject_of(record), matter.what)
        written = [self.written_at[it] for it in _records(record) if it in self.written_at]
        changes = [*written[:1], self.moved_at.get(key, _BEGINNING)]
        return Stamp(_STEP * self.sequences.get(key, 0) + _STEPS[record.happening], max(changes))


async def read_stamps(session: AsyncSession, matters: Collection[Matter]) -> Stamps:
    """Read what the planner and the imports have written down of these dates."""
    subjects = {subject_of(it.record) for it in matters}
    dates = await session.scalars(select(KnownDate).where(KnownDate.record.in_(subjects)))
    known = {(row.record, row.what): row for row in dates}
    return Stamps(
        sequences={key: row.sequence for key, row in known.items()},
        moved_at={key: row.changed_at for key, row in known.items() if row.sequence},
        written_at=await _written(session, matters),
    )


async def _written(session: AsyncSession, matters: Collection[Matter]) -> dict[_Key, datetime]:
    by_kind: dict[str, set[str]] = {}
    for matter in matters:
        for kind, identity in _records(matter.record):
            by_kind.setdefault(kind, set()).add(identity)
    if not by_kind:
        return {}
    key = (StoredRevision.kind, StoredRevision.record)
    asked = [(key[0] == kind) & key[1].in_(ids) for kind, ids in by_kind.items()]
    last = select(*key, func.max(StoredRevision.at)).where(or_(*asked)).group_by(*key)
    return {(kind, record): at for kind, record, at in await session.execute(last)}


def subject_of(record: Call | Event) -> str:
    """Give the name that notices know a record by: ``call:…`` or ``event:…``."""
    return f"call:{record.id}" if isinstance(record, Call) else f"event:{record.id}"


def _records(record: Call | Event) -> tuple[_Key, ...]:
    """Give the records that hold the words: a meeting that comes again has those of its series."""
    if isinstance(record, Call):
        return (("call", record.id),)
    return ("event", record.id), ("series", record.series or "")
