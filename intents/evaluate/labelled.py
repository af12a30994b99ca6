"""Labelled messages: what a line of JSONL says a message means."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from intents.classify.examples import Example, ExampleFileError, rows


@dataclass(frozen=True, slots=True)
class Labelled:
    """A message with whichever labels its line carries; `known` names those."""

    text: str
    known: frozenset[str]
    lang: str | None = None
    region: str | None = None
    intent: str | None = None
    also: tuple[str, ...] = ()
    """Further intents that count as right."""
    municipality: str | None = None
    themes: tuple[str, ...] = ()
    need: str | None = None
    topic: str | None = None

    def example(self) -> Example | None:
        """Give the message as an example, if it has an intent."""
        return Example(self.text, self.intent, self.lang) if self.intent else None


def read_labelled(path: Path) -> tuple[Labelled, ...]:
    """Read a file; raises `ExampleFileError` naming file and line."""
    return tuple(_labelled(path, number, row) for number, row in rows(path))


def _labelled(path: Path, number: int, row: dict[str, Any]) -> Labelled:
    if not isinstance(row.get("text"), str):
        raise ExampleFileError(f"{path}, line {number}: «text» is missing")
    try:
        return Labelled(
            text=row["text"],
            known=frozenset(row),
            lang=row.get("lang"),
            region=row.get("region"),
            intent=row.get("intent"),
            also=tuple(row.get("also") or ()),
            municipality=row.get("municipality"),
            themes=tuple(row.get("themes") or ()),
            need=row.get("need"),
            topic=row.get("topic"),
        )
    except TypeError as error:
        raise ExampleFileError(f"{path}, line {number}: a label is not a list") from error
