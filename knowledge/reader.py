"""Read one YAML file into marked values: plain text, lists and mappings with line numbers.

Only the part of YAML that packs use is taken: one document, block or flow style, no anchors,
aliases or tags. Scalars stay text (dates, ``no`` and ``12:30`` too); a plain ``null``, ``~``
or nothing at all is None. What a text means is for the record's model to say.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import yaml

from knowledge.faults import Fault, PackError

MAX_BYTES: Final = 2_000_000
MAX_DEPTH: Final = 12

Plain = str | list["Plain"] | dict[str, "Plain"] | None

_NULLS = frozenset({"", "~", "null", "Null", "NULL"})


@dataclass(frozen=True, slots=True)
class Marked:
    """A value and the line where it begins, with its key if it has one, counted from 1."""

    value: "str | list[Marked] | dict[str, Marked] | None"
    line: int

    def plain(self) -> Plain:
        """Give the value without its marks."""
        if isinstance(self.value, dict):
            return {key: item.plain() for key, item in self.value.items()}
        if isinstance(self.value, list):
            return [item.plain() for item in self.value]
        return self.value

    def line_at(self, path: tuple[str | int, ...]) -> int:
        """Find the line of what `path` leads to, or of the last step that exists."""
        here = self
        for step in path:
            if isinstance(here.value, dict) and step in here.value:
                here = here.value[str(step)]
            elif isinstance(here.value, list) and isinstance(step, int):
                here = here.value[step]
            else:
                break
        return here.line


def read_marked(data: bytes, file: str) -> Marked:
    """Read the bytes of a file; raises `PackError` with every fault of form that is in it."""
    if len(data) > MAX_BYTES:
        raise PackError([Fault("too_large", file, values={"limit": str(MAX_BYTES // 1_000_000)})])
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise PackError([Fault("not_utf8", file, line)]) from None
    reader = _Reader(file)
    try:
        root = reader.read(yaml.parse(text, Loader=yaml.CSafeLoader))
    except yaml.reader.ReaderError as error:
        line = text[: error.position].count("\n") + 1
        raise PackError([Fault("odd_character", file, line)]) from None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        fault = Fault("not_yaml", file, mark.line + 1 if mark else None)
        raise PackError([fault]) from None
    if reader.faults:
        raise PackError(reader.faults)
    return root


class _Reader:
    """Build marked values from parse events, without ever following an alias."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.faults: list[Fault] = []

    def read(self, events: Iterator[yaml.Event]) -> Marked:
        root = Marked(None, 1)
        documents = 0
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise self._stop("several_documents", event)
            elif isinstance(event, yaml.NodeEvent):
                root = self._node(event, events, 1)
        return root

    def _node(self, event: yaml.Event, events: Iterator[yaml.Event], depth: int) -> Marked:
        if getattr(event, "anchor", None) is not None:
            raise self._stop("anchor_or_alias", event)
        if getattr(event, "tag", None) is not None:
            raise self._stop("tag", event)
        line = _line(event)
        if isinstance(event, yaml.ScalarEvent):
            return Marked(_scalar(event), line)
        if depth > MAX_DEPTH:
            raise self._stop("too_deep", event)
        if isinstance(event, yaml.SequenceStartEvent):
            return Marked(list(self._items(events, depth)), line)
        return Marked(self._mapping(events, depth), line)

    def _items(self, events: Iterator[yaml.Event], depth: int) -> Iterator[Marked]:
        for event in events:
            if isinstance(event, yaml.CollectionEndEvent):
                return
            yield self._node(event, events, depth + 1)

    def _mapping(self, events: Iterator[yaml.Event], depth: int) -> dict[str, Marked]:
        mapping: dict[str, Marked] = {}
        for event in events:
            if isinstance(event, yaml.CollectionEndEvent):
                break
            if not isinstance(event, yaml.ScalarEvent):
                raise self._stop("odd_key", event)
            key = self._node(event, events, depth)
            if str(event.value) in mapping:
                self.faults.append(
                    Fault("duplicate_key", self.file, key.line, values={"key": event.value})
                )
            value = self._node(next(events), events, depth + 1)
            mapping[event.value] = Marked(value.value, key.line)
        return mapping

    def _stop(self, code: str, event: yaml.Event) -> PackError:
        return PackError([*self.faults, Fault(code, self.file, _line(event))])


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1


def _scalar(event: yaml.ScalarEvent) -> str | None:
    if event.style in (None, "") and event.value in _NULLS:
        return None
    return str(event.value)
