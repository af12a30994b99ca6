"""Write a pack file in its one canonical form, so that the same records give the same bytes.

Fields stand in the order of the model, defaults are left out, lists hang under their key,
every text is on one line, and texts are quoted only where plain ones would be misread.
"""

import json
import re
from collections.abc import Iterable, Iterator
from typing import Final

from knowledge.kinds import SECTION_OF, Kind
from knowledge.records.base import Record

Value = str | int | float | bool | None | list["Value"] | dict[str, "Value"]

_MISREAD: Final = re.compile(
    r"~|null|true|false|yes|no|on|off|y|n|[-+.\d][-+.\d_eE]*|0x[\da-f]+|0o[0-7]+|[-+]?\.(inf|nan)",
    re.IGNORECASE,
)
"""Plain texts that some YAML reader takes for null, a truth value or a number."""

_DATE: Final = re.compile(r"\d{4}-\d\d(-\d\d)?")
_INDICATORS: Final = frozenset("-?:,[]{}#&*!|>'\"%@`=<")


def write_pack_file(about: str, kind: Kind, records: Iterable[Record]) -> str:
    """Give the text of a pack file that holds `records`, all of one kind, in their order."""
    rows: list[Value] = [
        record.model_dump(mode="json", exclude_defaults=True) for record in records
    ]
    return "\n".join(_mapping({"about": about, SECTION_OF[kind]: rows}, "")) + "\n"


def write_record(record: Record) -> str:
    """Give the text of one record, as it stands in a pack file."""
    return "\n".join(_sequence([record.model_dump(mode="json", exclude_defaults=True)], "")) + "\n"


def _mapping(mapping: dict[str, Value], indent: str) -> Iterator[str]:
    for key, value in mapping.items():
        name = f"{indent}{_text(key)}:"
        if isinstance(value, dict) and value:
            yield name
            yield from _mapping(value, indent + "  ")
        elif isinstance(value, list) and value:
            yield name
            yield from _sequence(value, indent)
        else:
            yield f"{name} {_scalar(value)}"


def _sequence(items: list[Value], indent: str) -> Iterator[str]:
    for item in items:
        if isinstance(item, dict | list) and item:
            nested = (
                _mapping(item, indent + "  ")
                if isinstance(item, dict)
                else _sequence(item, indent + "  ")
            )
            yield f"{indent}- {next(nested)[len(indent) + 2 :]}"
            yield from nested
        else:
            yield f"{indent}- {_scalar(item)}"


def _scalar(value: Value) -> str:
    if isinstance(value, str):
        return _text(value)
    return json.dumps(value)  # null, true, 12, [] and {} look the same in JSON and YAML


def _text(text: str) -> str:
    if _is_plain(text):
        return text
    if text.isprintable():
        return "'" + text.replace("'", "''") + "'"
    return '"' + "".join(map(_escaped, text)) + '"'


def _is_plain(text: str) -> bool:
    return (
        text.isprintable()
        and text.strip() == text != ""
        and text[0] not in _INDICATORS
        and ": " not in text
        and " #" not in text
        and not text.endswith(":")
        and (bool(_DATE.fullmatch(text)) or not _MISREAD.fullmatch(text))
    )


_ESCAPES: Final = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t"}


def _escaped(sign: str) -> str:
    if sign in _ESCAPES:
        return _ESCAPES[sign]
    if sign.isprintable():
        return sign
    return f"\\U{ord(sign):08x}" if ord(sign) > 0xFFFF else f"\\u{ord(sign):04x}"
