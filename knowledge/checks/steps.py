"""Can a plan be made of the steps that a programme names?"""

from collections.abc import Iterator

from knowledge.checks.entry import Entry
from knowledge.faults import Fault
from knowledge.records.funding import Programme


def step_faults(entry: Entry) -> Iterator[Fault]:
    """Find steps that are there twice, have no source, or fulfil what nobody requires."""
    if not isinstance(entry.record, Programme):
        return
    seen: set[str] = set()
    for number, step in enumerate(entry.record.steps):
        path = ("steps", number)
        if step.id in seen:
            yield entry.fault("duplicate_step", (*path, "id"), id=step.id)
        seen.add(step.id)
        if not step.sources:
            yield entry.fault("step_without_source", (*path, "sources"))
        for place, requirement in enumerate(step.fulfils):
            if requirement not in entry.record.requires:
                given = requirement
                yield entry.fault("not_required", (*path, "fulfils", place), given=given)
