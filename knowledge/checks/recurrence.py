"""Does the rule of a series give the days that the series says it gives?"""

from collections.abc import Iterator

from knowledge.checks.entry import Entry
from knowledge.faults import Fault
from knowledge.moments import first_day
from knowledge.records.events import Recurrence, Series
from knowledge.recurrence import days_of, gives


def recurrence_faults(entry: Entry) -> Iterator[Fault]:
    """Find rules that mean nothing, and days of a series that its rule does not give."""
    again = entry.record.recurrence if isinstance(entry.record, Series) else None
    if again is None:
        return
    if again.minutes and "T" not in again.start:
        yield entry.fault("length_without_time", ("recurrence", "minutes"))
    try:
        days_of(again)
    except ValueError as error:
        reason = str(error)
        yield entry.fault("recurrence_meaningless", ("recurrence", "rule"), reason=reason)
    else:
        yield from _day_faults(entry, again)


def _day_faults(entry: Entry, again: Recurrence) -> Iterator[Fault]:
    days = days_of(again)
    if not gives(days, first_day(again.start)):
        yield entry.fault("not_of_the_rule", ("recurrence", "start"), given=again.start)
    for number, exception in enumerate(again.exceptions):
        if not gives(days, first_day(exception.day)):
            path = ("recurrence", "exceptions", number, "day")
            yield entry.fault("not_of_the_rule", path, given=exception.day)
