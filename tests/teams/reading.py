"""What somebody finds who reads a card: words as Teams shows them, buttons, inputs, faults."""

import re
from collections.abc import Iterator
from html import unescape
from typing import Any, Final

from tests.teams.world import Json

_MARKED: Final = frozenset({"TextBlock", "Fact"})
"""Elements whose words are read for marks. Those of a TextRun are not."""
_ELEMENTS: Final = frozenset(
    {
        *("TextBlock", "RichTextBlock", "TextRun", "Image", "ActionSet", "Container", "ColumnSet"),
        *("Column", "FactSet", "Fact", "Table", "TableRow", "TableCell", "Input.Text"),
        *("Input.Number", "Input.Date", "Input.Time", "Input.Toggle", "Input.ChoiceSet"),
        *("TableColumnDefinition", "Input.Choice", "Data.Query"),
    }
)
"""Of Adaptive Cards 1.5, those that are used."""
_ACTIONS: Final = frozenset(
    {"Action.OpenUrl", "Action.Execute", "Action.Submit", "Action.ToggleVisibility"}
)
_MOST_ACTIONS: Final = 6
"""That Teams shows side by side."""
_ESCAPED: Final = re.compile(r"\\([!-/:-@\[-`{-~])")
_DATE: Final = re.compile(r"\{\{(DATE|TIME)\(.*?\)\}\}", re.IGNORECASE)
_LINK: Final = re.compile(r"\[([^\]]*)\]\(([^)\s]*)[^)]*\)")
_ADDRESS: Final = re.compile(r"<((?:https?|mailto):[^>\s]*)>")
_EMPHASIS: Final = re.compile(r"(\*\*|\*|~~|`|(?<!\w)__|(?<!\w)_)(?=\S)(.+?)(?<=\S)\1(?!(?<=_)\w)")
_LIST: Final = re.compile(r"^\s*(?:[-*+>#]+|\d+[.)])\s+", re.MULTILINE)
_ASIDE: Final = 0xE000
"""Where signs are put that a backslash stands before, until all marks are read."""


class Card:
    """One card of version 1.5."""

    def __init__(self, json: Json) -> None:
        self.json = json

    @property
    def text(self) -> str:
        """All that is shown, from the top, a line for each element; labels of buttons last."""
        return "\n".join([*self._words(self.json.get("body", [])), *self.labels])

    @property
    def actions(self) -> list[Json]:
        """All buttons, from the top."""
        parts = [self.json.get("body", []), self.json.get("actions", [])]
        return [it for it in _parts(parts) if it.get("type") in _ACTIONS]

    @property
    def labels(self) -> list[str]:
        return [it["title"] for it in self.actions if "title" in it]

    @property
    def inputs(self) -> dict[str, Json]:
        """By id."""
        found = _parts(self.json.get("body", []))
        return {it["id"]: it for it in found if str(it.get("type", "")).startswith("Input.")}

    def button(self, label: str) -> Json:
        return next(it for it in self.actions if it.get("title") == label)

    def row_of(self, button: Json) -> str:
        """Give what begins the row of columns that a button stands in, if it stands in one."""
        for row in _parts(self.json.get("body", [])):
            if row.get("type") == "ColumnSet" and any(it is button for it in _parts(row)):
                begins = next(it for it in _parts(row) if it.get("type") == "TextRun")
                return str(begins["text"]).removesuffix(": ")
        return ""

    @property
    def called(self) -> list[str]:
        """Whoever is called by it."""
        entities = self.json.get("msteams", {}).get("entities", [])
        return [it["text"] for it in entities if it.get("type") == "mention"]

    @property
    def links(self) -> list[tuple[str, str]]:
        """What is shown of every link, and where it leads."""
        parts = list(_parts(self.json))
        runs = [
            (it["text"], it["selectAction"]["url"])
            for it in parts
            if it.get("type") == "TextRun" and "url" in it.get("selectAction", {})
        ]
        marked = [
            found
            for it in parts
            if it.get("type") in _MARKED
            for found in _LINK.findall(f"{it.get('text', '')} {it.get('value', '')}")
        ]
        opened = [(it["title"], it["url"]) for it in self.actions if "url" in it and "title" in it]
        return [*runs, *marked, *opened]

    @property
    def faults(self) -> list[str]:
        """What Teams would refuse, leave out or not show side by side."""
        faults = (
            [f"version {self.json.get('version')}"] if self.json.get("version") != "1.5" else []
        )
        kinds = {str(it["type"]) for it in _parts(self.json) if "type" in it} - {"AdaptiveCard"}
        faults += sorted(kinds - _ELEMENTS - _ACTIONS - {"task/fetch"})
        faults += [f"{it} stands there twice" for it in self._twice()]
        faults += [f"{it['title']} is not shown in old apps" for it in self._only_new()]
        for actions in self._sets():
            primary = [it for it in actions if it.get("mode", "primary") == "primary"]
            if len(primary) > _MOST_ACTIONS:
                faults.append(f"{len(primary)} buttons side by side")
        return faults

    def _twice(self) -> list[str]:
        ids = [it["id"] for it in _parts(self.json.get("body", [])) if "id" in it]
        return sorted({it for it in ids if ids.count(it) > 1})

    def _only_new(self) -> list[Json]:
        """Give buttons that only new apps know, and that fall back to nothing that means it."""
        new = [it for it in self.actions if it["type"] == "Action.Execute" and "title" in it]
        others = [it for it in new if it.get("fallback") != "drop"]
        return [it for it in others if it.get("fallback", {}).get("data") != it.get("data")]

    def _sets(self) -> list[list[Json]]:
        sets = [it["actions"] for it in _parts(self.json) if "actions" in it]
        return [it for it in sets if isinstance(it, list)]

    def _words(self, part: Any) -> Iterator[str]:
        if isinstance(part, list):
            for each in part:
                yield from self._words(each)
        elif isinstance(part, dict) and str(part.get("type", "")) not in _ACTIONS:
            yield from _own(part)
            for name in ("items", "columns", "rows", "cells", "facts", "body"):
                yield from self._words(part.get(name, []))


def _own(element: Json) -> Iterator[str]:
    """Give the words of an element without those in it."""
    kind = element.get("type", "Fact" if "title" in element else "")
    if kind == "RichTextBlock":
        runs = element["inlines"]
        yield "".join(it if isinstance(it, str) else it["text"] for it in runs)
    elif kind in _MARKED:
        yield from (shown(element[it]) for it in ("title", "text", "value") if it in element)
    elif kind == "Input.ChoiceSet":
        read = shown if element.get("style") == "expanded" else str
        yield element.get("label", "")
        yield from (read(it["title"]) for it in element.get("choices", []))
    elif kind == "Input.Toggle":
        yield shown(element["title"])
    elif kind.startswith("Input."):
        yield from (str(element[it]) for it in ("label", "placeholder", "value") if it in element)
    elif kind == "Image":
        yield element.get("altText", "")


def shown(marked: str) -> str:
    """Give what is seen of words that are read for marks."""
    text = _ESCAPED.sub(lambda sign: chr(_ASIDE + ord(sign[1])), _DATE.sub("", marked))
    text = _ADDRESS.sub(r"\1", _LINK.sub(r"\1", text))
    before = ""
    while before != text:
        before, text = text, _EMPHASIS.sub(r"\2", text)
    text = unescape(_LIST.sub("", text))
    return "".join(chr(ord(it) - _ASIDE) if _ASIDE < ord(it) < _ASIDE + 128 else it for it in text)


def _parts(part: Any) -> Iterator[Json]:
    """Go through all of a card, but for what a button only says to the bot or falls back to."""
    if isinstance(part, dict):
        yield part
        part = [value for name, value in part.items() if name not in ("data", "fallback")]
    if isinstance(part, list):
        for each in part:
            yield from _parts(each)
