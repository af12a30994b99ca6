"""Load packs: folders of YAML files, each with records of one kind.

A file says in a sentence what it holds (``about``) and lists its records under the plural
name of their kind. The folder is the pack; packs and files come in the order of their names,
with the pack ``common`` first.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from pydantic import ValidationError

from knowledge.faults import Fault, PackError
from knowledge.kinds import MODELS, SECTIONS, Kind
from knowledge.reader import MAX_BYTES, Marked, read_marked
from knowledge.records.base import FormError, Record

PACKS: Final = Path(__file__).with_name("packs")
"""The packs that come with the product."""


@dataclass(frozen=True, slots=True)
class PackFile:
    """One file of a pack, read."""

    pack: str
    name: str
    """File name: ``contacts.yaml``."""
    kind: Kind
    about: str
    records: tuple[Record, ...]
    rows: tuple[Marked, ...] = ()
    """What each record was read from; empty when the file comes from the database."""
    text: str = ""
    """As it was read, for comparison with the canonical form."""

    @property
    def path(self) -> str:
        """Path below the packs: ``trondelag/contacts.yaml``."""
        return f"{self.pack}/{self.name}"


@dataclass(frozen=True, slots=True)
class Packs:
    """All files of all packs, in order."""

    files: tuple[PackFile, ...]

    @property
    def records(self) -> tuple[Record, ...]:
        """All records in pack order."""
        return tuple(record for file in self.files for record in file.records)


def load_packs(path: Path = PACKS) -> Packs:
    """Read every pack below `path`; raises `PackError` with all faults of all files."""
    packs, faults = read_packs(path)
    if faults:
        raise PackError(faults)
    return packs


def read_packs(path: Path = PACKS) -> tuple[Packs, tuple[Fault, ...]]:
    """Read what can be read below `path`, and list every fault of the rest."""
    paths = pack_paths(path)
    if not paths:
        return Packs(()), (Fault("no_packs", values={"path": str(path)}),)
    files: list[PackFile] = []
    faults: list[Fault] = []
    for file in paths:
        try:
            files.append(read_file(file))
        except PackError as error:
            faults += error.faults
    return Packs(tuple(files)), tuple(faults)


def pack_paths(path: Path) -> list[Path]:
    """List the pack files below `path` in pack order."""
    return sorted(path.glob("*/*.yaml"), key=lambda it: pack_order(it.parent.name, it.name))


def pack_order(pack: str, name: str) -> tuple[bool, str, str]:
    """Order files: the pack ``common`` first, then by pack and file name."""
    return (pack != "common", pack, name)


def read_file(path: Path) -> PackFile:
    """Read one pack file; raises `PackError` with all its faults."""
    file = f"{path.parent.name}/{path.name}"
    data = read_data(path, file)
    root = read_marked(data, file)
    about, section, rows = _sections(root, file)
    kind = SECTIONS[section]
    records, faults = _records(rows, kind, file)
    if faults:
        raise PackError(faults)
    return PackFile(path.parent.name, path.name, kind, about, records, tuple(rows), data.decode())


def read_data(path: Path, file: str) -> bytes:
    """Read a file that faults call `file`, no more of it than shows that it is too large."""
    try:
        with path.open("rb") as stream:
            return stream.read(MAX_BYTES + 1)
    except OSError as error:
        values = {"reason": error.strerror or str(error)}
        raise PackError([Fault("unreadable", file, values=values)]) from error


def _sections(root: Marked, file: str) -> tuple[str, str, list[Marked]]:
    """Take a file apart: its sentence, the name of its one section, and the rows in that."""
    if not isinstance(root.value, dict):
        raise PackError([Fault("not_a_pack_file", file, root.line)])
    faults = [
        Fault("unknown_section", file, item.line, field=name)
        for name, item in root.value.items()
        if name != "about" and name not in SECTIONS
    ]
    about = root.value.get("about", Marked(None, 1))
    if not isinstance(about.value, str):
        faults.append(Fault("no_about", file, about.line, field="about"))
    sections = [name for name in root.value if name in SECTIONS]
    if len(sections) != 1:
        faults.append(Fault("not_one_section", file, root.line))
    faults += [
        Fault("not_a_list", file, root.value[name].line, field=name)
        for name in sections
        if not isinstance(root.value[name].value, list)
    ]
    rows = root.value[sections[0]].value if sections else None
    if faults or not isinstance(rows, list):
        raise PackError(faults)
    return str(about.value), sections[0], rows


def _records(
    rows: Iterable[Marked], kind: Kind, file: str
) -> tuple[tuple[Record, ...], list[Fault]]:
    records: list[Record] = []
    faults: list[Fault] = []
    for row in rows:
        try:
            records.append(MODELS[kind].model_validate(row.plain()))
        except ValidationError as error:
            faults += model_faults(error, row, file)
    return tuple(records), faults


def model_faults(error: ValidationError, row: Marked, file: str) -> Iterator[Fault]:
    """Say what a model found wrong with a row, each with its line and field."""
    identity = row.value.get("id") if isinstance(row.value, dict) else None
    record = identity.value if identity and isinstance(identity.value, str) else ""
    for details in error.errors(include_url=False):
        path = tuple(step for step in details["loc"] if step != "[key]")
        code, values = _words(details["type"], details["input"], details.get("ctx", {}))
        yield Fault(
            code, file, row.line_at(path), record, ".".join(str(step) for step in path), values
        )


_CODES: Final = {
    "missing": "missing_field",
    "extra_forbidden": "unknown_field",
    "literal_error": "not_allowed",
    "bool_parsing": "not_true_or_false",
    "bool_type": "not_true_or_false",
    "int_parsing": "not_a_number",
    "int_type": "not_a_number",
    "string_type": "not_a_text",
}
"""Pydantic's error types, as far as our sentences tell them apart."""


def _words(error: str, value: object, context: dict[str, Any]) -> tuple[str, dict[str, str]]:
    values = {"given": value if isinstance(value, str) else "null" if value is None else "…"}
    cause = context.get("error")
    if isinstance(cause, FormError):
        return cause.code, values
    if error == "literal_error":
        values["allowed"] = str(context["expected"]).replace("'", "").replace(" or ", ", ")
    return _CODES.get(error, "wrong_shape"), values
