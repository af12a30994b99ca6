"""Do all references lead to a record of the right kind?"""

from collections.abc import Collection, Iterator, Mapping
from typing import Final

from knowledge.checks.entry import Entry, Path, walk
from knowledge.faults import Fault
from knowledge.kinds import Kind
from knowledge.records.base import Source
from knowledge.records.funding import WIDE_AREAS, Call, Programme

REFERENCES: Final[Mapping[Kind, Mapping[str, Kind]]] = {
    "region": {"fallback": "contact", "person": "contact"},
    "municipality": {"region": "region"},
    "organisation": {"region": "region", "parent": "organisation"},
    "contact": {
        "region": "region",
        "organisation": "organisation",
        "covers.municipalities": "municipality",
        "covers.confirmed": "municipality",
    },
    "body": {
        "region": "region",
        "organisation": "organisation",
        "leadership.years.organisation": "organisation",
    },
    "programme": {"funder_organisation": "organisation"},
    "call": {"programme": "programme"},
    "event": {"region": "region", "series": "series", "body": "body"},
    "series": {"region": "region", "body": "body"},
    "article": {"region": "region", "see_also": "article", "ask": "contact"},
    "procedure": {"region": "region"},
    "document": {},
    "rule": {
        "region": "region",
        "contact": "contact",
        "leader_of": "body",
        "organisation": "organisation",
        "programmes": "programme",
    },
    "feed": {"events.region": "region", "calls.programme": "programme"},
}
"""Which kind each field leads to; steps within lists are left out of the path."""

Ids = Mapping[Kind, Collection[str]]


def reference_faults(entry: Entry, ids: Ids) -> Iterator[Fault]:
    """Find references of one record that lead nowhere."""
    targets = {**REFERENCES[entry.kind], "replaced_by": entry.kind}
    for path, value in walk(entry.record):
        if isinstance(value, Source):
            yield from _source_faults(entry, path, value, ids)
        elif isinstance(value, str):
            kind = targets.get(".".join(step for step in path if isinstance(step, str)))
            if kind and value not in ids[kind]:
                yield entry.fault("no_such_record", path, kind=kind, id=value)


def area_faults(entry: Entry, regions: Collection[str]) -> Iterator[Fault]:
    """Find areas of a programme or call that are neither a region nor a wider area."""
    record = entry.record
    if isinstance(record, Programme | Call):
        for number, area in enumerate(record.areas):
            if area not in regions and area not in WIDE_AREAS:
                yield entry.fault("no_such_record", ("areas", number), kind="region", id=area)


def county_faults(entry: Entry, counties: Collection[str]) -> Iterator[Fault]:
    """Find counties of a programme or call that no municipality is in."""
    record = entry.record
    if isinstance(record, Programme | Call):
        for number, county in enumerate(record.counties):
            if county not in counties:
                yield entry.fault("no_such_county", ("counties", number), given=county)


def _source_faults(entry: Entry, path: Path, source: Source, ids: Ids) -> Iterator[Fault]:
    is_address = source.ref.startswith(("https://", "http://"))
    if not is_address and source.ref not in ids["document"]:
        yield entry.fault("no_such_source", (*path, "ref"), given=source.ref)
