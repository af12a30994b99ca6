"""What can be wrong with a pack: a fault names its file, line, record and field."""

import dataclasses
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing to put right.

    `code` names what is wrong and `values` fill in its sentence; the sentences themselves
    are kept with the other texts that people read, one per language.
    """

    code: str
    file: str = ""
    """Path below the packs: ``trondelag/contacts.yaml``."""
    line: int | None = None
    """Counted from 1."""
    record: str = ""
    field: str = ""
    """Dotted path within the record: ``covers.themes.0``."""
    values: Mapping[str, str] = dataclasses.field(default_factory=lambda: MappingProxyType({}))

    @property
    def place(self) -> str:
        """Where it is: ``trondelag/contacts.yaml:12: foui: covers.themes.0``."""
        file = f"{self.file}:{self.line}" if self.line else self.file
        return ": ".join(part for part in (file, self.record, self.field) if part)

    def __str__(self) -> str:
        told = ", ".join(f"{name} {value}" for name, value in self.values.items())
        words = self.code.replace("_", " ") + (f" ({told})" if told else "")
        return f"{self.place}: {words}" if self.place else words


class PackError(Exception):
    """Packs that cannot be used; `faults` holds every fault that was found."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))
