"""A record in its place, as the checks see it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from types import MappingProxyType

from knowledge.faults import Fault
from knowledge.kinds import Kind
from knowledge.packs import PackFile, Packs
from knowledge.reader import Marked
from knowledge.records.base import PackModel, Record

Step = str | int
Path = tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One record and where it stands."""

    file: PackFile
    row: Marked
    record: Record

    @property
    def kind(self) -> Kind:
        """The record's kind."""
        return self.file.kind

    def fault(self, code: str, path: Path = (), **values: str) -> Fault:
        """Make a fault of the field that `path` leads to."""
        field = ".".join(map(str, path))
        line = self.row.line_at(path)
        told = MappingProxyType(values)
        return Fault(code, self.file.path, line, self.record.id, field, told)


def entries_of(packs: Packs) -> Iterator[Entry]:
    """Give all records with their places, in pack order."""
    for file in packs.files:
        for row, record in zip(file.rows, file.records, strict=True):
            yield Entry(file, row, record)


def walk(value: object, path: Path = ()) -> Iterator[tuple[Path, object]]:
    """Give every field of a record with its path, those of nested values too."""
    steps: Iterable[tuple[Step, object]] = ()
    if isinstance(value, PackModel):
        steps = ((name, getattr(value, name)) for name in type(value).model_fields)
    elif isinstance(value, tuple):
        steps = enumerate(value)
    for step, inner in steps:
        yield (*path, step), inner
        yield from walk(inner, (*path, step))
