"""Are the dates of a record possible, alone and together?"""

from collections.abc import Iterator
from datetime import date
from typing import Final

from knowledge.checks.entry import Entry, walk
from knowledge.faults import Fault
from knowledge.moments import first_day, last_day
from knowledge.records.funding import Call

_PAST_ONLY: Final = frozenset(("as_of", "verified_on", "consented_on", "page_date"))
_PAIRS: Final = (("valid_from", "valid_until"), ("opens", "deadline"), ("start", "end"))


def date_faults(entry: Entry, today: date) -> Iterator[Fault]:
    """Find dates of one record that are in the wrong order, or ahead of `today` in vain."""
    for path, value in walk(entry.record):
        if path[-1] in _PAST_ONLY and isinstance(value, str) and first_day(value) > today:
            yield entry.fault("in_the_future", path, given=value)
    for first, last in _PAIRS:
        begins = getattr(entry.record, first, None)
        ends = getattr(entry.record, last, None)
        if begins and ends and _after(begins, ends):
            yield entry.fault("ends_before_it_begins", (last,), first=begins, last=ends)


def happening_faults(entry: Entry) -> Iterator[Fault]:
    """Find calls that were moved to no date, and dates of a move that did not take place."""
    record = entry.record
    if isinstance(record, Call) and record.happening == "moved" and not record.deadline:
        yield entry.fault("moved_to_nowhere", ("deadline",))
    if getattr(record, "moved_from", None) and getattr(record, "happening", "") != "moved":
        yield entry.fault("not_moved", ("moved_from",))


def _after(begins: str, ends: str) -> bool:
    if "T" in begins and "T" in ends:
        return begins > ends
    return first_day(begins) > last_day(ends)
