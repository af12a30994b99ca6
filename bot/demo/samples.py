"""Sample meetings and calls, laid ahead of today.

They are written as for the week of `_WRITTEN_FOR`; they are moved by whole weeks, so that a
Wednesday stays a Wednesday.
"""

from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TypeVar

from knowledge.packs import Packs, load_packs
from knowledge.records.base import PackModel

M = TypeVar("M", bound=PackModel)

_SAMPLES = Path(__file__).with_name("packs")
_WRITTEN_FOR = date(2026, 1, 5)
"""The Monday of the week that the samples were written in."""

_DATES = ("start", "end", "opens", "deadline", "sign_up_by", "as_of", "day", "moved_to")
_WITHIN = ("recurrence", "exceptions")


def with_samples(packs: Packs, today: date) -> Packs:
    """Add the samples to the real knowledge, moved to the weeks ahead of `today`."""
    monday = today - timedelta(days=today.weekday())
    weeks = monday - _WRITTEN_FOR
    moved = (
        replace(file, records=tuple(_moved(record, weeks) for record in file.records))
        for file in load_packs(_SAMPLES).files
    )
    return Packs((*packs.files, *moved))


def _moved(record: M, weeks: timedelta) -> M:
    """Move the dates of a record, and of what it holds."""
    changes: dict[str, object] = {
        name: _later(value, weeks)
        for name in _DATES
        if (value := getattr(record, name, None)) is not None
    }
    for name in _WITHIN:
        inner = getattr(record, name, None)
        if isinstance(inner, PackModel):
            changes[name] = _moved(inner, weeks)
        elif inner:
            changes[name] = tuple(_moved(each, weeks) for each in inner)
    return record.model_copy(update=changes)


def _later(moment: str, weeks: timedelta) -> str:
    value = datetime.fromisoformat(moment) + weeks
    return value.strftime("%Y-%m-%dT%H:%M" if "T" in moment else "%Y-%m-%d")
