"""Is anything there twice: an id, or the name of a municipality?"""

from collections import defaultdict
from collections.abc import Collection, Iterator

from knowledge.checks.entry import Entry, Path
from knowledge.faults import Fault
from knowledge.kinds import Kind
from knowledge.names import fold
from knowledge.records.places import Municipality


def double_faults(entries: Collection[Entry]) -> Iterator[Fault]:
    """Find ids that a kind has twice, and names that two municipalities share unmarked."""
    seen: dict[tuple[Kind, str], Entry] = {}
    for entry in entries:
        key = (entry.kind, entry.record.id)
        if key in seen:
            other = seen[key].file.path
            yield entry.fault("duplicate_id", ("id",), other=other)
        seen.setdefault(key, entry)
    yield from _name_faults(seen.values())


def _name_faults(entries: Collection[Entry]) -> Iterator[Fault]:
    bearers: defaultdict[str, dict[str, tuple[Entry, Path]]] = defaultdict(dict)
    for entry in entries:
        if isinstance(entry.record, Municipality):
            for name, path in _unmarked_names(entry.record):
                bearers[fold(name)].setdefault(entry.record.id, (entry, path))
    for name, found in bearers.items():
        for identity, (entry, path) in found.items():
            others = ", ".join(other for other in found if other != identity)
            if others:
                yield entry.fault("shared_name", path, name=name, others=others)


def _unmarked_names(record: Municipality) -> Iterator[tuple[str, Path]]:
    yield record.name, ("name",)
    for number, name in enumerate(record.names):
        if not (name.part_only or name.common_word):
            yield name.text, ("names", number)
