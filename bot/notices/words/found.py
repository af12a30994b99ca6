"""What a letter tells of, each subject once: kept notices, changes, dates and meetings to come."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import TypeAlias

from bot.notices.told import Change, Gathered
from bot.notices.words.matter import matter_of, record_of
from bot.notices.words.rows import Row
from bot.notices.words.telling import Telling
from knowledge.due import Due, DueKind
from knowledge.kinds import kind_of
from knowledge.records.events import Event
from knowledge.records.funding import Call

Wanted: TypeAlias = Callable[[Call | Event], bool]
"""Whether the reader wants to hear of a record."""

_NEWS = {"announced": "new", "corrected": "moved"}


class Findings:
    """Gathers rows; what one section tells, the next ones leave out."""

    def __init__(self, telling: Telling) -> None:
        self._telling = telling
        self._kb = telling.say.kb
        self._seen: set[str] = set()

    def kept(self) -> list[Row]:
        """Give what was over the daily limit and is still to come."""
        return list(self._fresh(self._of_kept(it) for it in self._telling.told.gathered))

    def news(self, wanted: Wanted, since: datetime) -> list[Row]:
        """Give the dates that became known, moved or fell away after `since`."""
        changes = self._telling.told.changes
        return list(self._fresh(self._of_change(it, wanted) for it in changes if it.at > since))

    def coming(self, wanted: Wanted, until: datetime, kinds: tuple[DueKind, ...]) -> list[Row]:
        """Give what falls before `until`, in order."""
        due = self._kb.due(self._telling.told.now, until)
        chosen = (it for it in due if it.kind in kinds and wanted(it.record))
        return list(self._fresh(map(self._of_due, chosen)))

    def _fresh(self, rows: Iterator[Row | None]) -> Iterator[Row]:
        for row in rows:
            if row and row.subject not in self._seen:
                self._seen.add(row.subject)
                yield row

    def _of_kept(self, kept: Gathered) -> Row | None:
        record = record_of(self._kb, kept.subject)
        if record is None:
            return None
        if kept.kind == "cancelled":
            return Row(kept.subject, record, None)
        matter = matter_of(self._kb, kept.subject, kept.lead)
        if matter is None or not matter.is_ahead(self._telling.told.now):
            return None
        return Row(kept.subject, record, matter, _NEWS.get(kept.kind))

    def _of_change(self, change: Change, wanted: Wanted) -> Row | None:
        record = record_of(self._kb, change.record)
        if record is None or not wanted(record):
            return None
        if change.moment is None:
            return Row(change.record, record, None)
        matter = matter_of(self._kb, change.record, change.what)
        if matter is None or not matter.is_ahead(self._telling.told.now):
            return None
        return Row(change.record, record, matter, "new" if change.first else "moved")

    def _of_due(self, due: Due) -> Row | None:
        subject = f"{kind_of(due.record)}:{due.record.id}"
        matter = matter_of(self._kb, subject, due.kind)
        return Row(subject, due.record, matter) if matter else None


def within(telling: Telling, days: int) -> datetime:
    """Give the moment so many days from now."""
    return telling.told.now + timedelta(days=days)
