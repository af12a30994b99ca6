"""Sample meetings and calls, laid ahead of today.

They are written as for the week of `_WRITTEN_FOR`; they are moved by whole weeks, so that a
Wednesday stays a Wednesday. Those that close two weeks after the Monday are moved so that this is
two weeks after the next working day: then somebody who follows them hears of them at once.
"""

from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TypeVar

from bot.demo.clock import next_working_day
from knowledge.packs import PackFile, Packs, load_packs
from knowledge.records.base import PackModel

M = TypeVar("M", bound=PackModel)

_SAMPLES = Path(__file__).with_name("packs")
_WRITTEN_FOR = date(2026, 1, 5)
"""The Monday of the week that the samples were written in."""

_SOON = "soon"
"""The pack of which the Monday is the next working day instead."""

_DATES = ("start", "end", "opens", "deadline", "sign_up_by", "as_of", "day", "moved_to")
_WITHIN = ("recurrence", "exceptions")


def with_samples(packs: Packs, today: date) -> Packs:
    """Add the samples to the real knowledge, moved to the weeks ahead of `today`."""
    samples = load_packs(_SAMPLES).files
    return Packs((*packs.files, *(_moved_file(file, _span(file.pack, today)) for file in samples)))


def _moved_file(file: PackFile, span: timedelta) -> PackFile:
    return replace(file, records=tuple(_moved(record, span) for record in file.records))


def _span(pack: str, today: date) -> timedelta:
    """Whole weeks, or for those of `_SOON` as many days as the next working day is away."""
    if pack == _SOON:
        return next_working_day(today) - _WRITTEN_FOR
    return today - timedelta(days=today.weekday()) - _WRITTEN_FOR


def _moved(record: M, span: timedelta) -> M:
    """Move the dates of a record, and of what it holds."""
    changes: dict[str, object] = {
        name: _later(value, span)
        for name in _DATES
        if (value := getattr(record, name, None)) is not None
    }
    for name in _WITHIN:
        inner = getattr(record, name, None)
        if isinstance(inner, PackModel):
            changes[name] = _moved(inner, span)
        elif inner:
            changes[name] = tuple(_moved(each, span) for each in inner)
    return record.model_copy(update=changes)


def _later(moment: str, span: timedelta) -> str:
    value = datetime.fromisoformat(moment) + span
    return value.strftime("%Y-%m-%dT%H:%M" if "T" in moment else "%Y-%m-%d")
