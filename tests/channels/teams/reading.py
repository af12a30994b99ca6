"""What somebody finds who reads a card: its parts, its words, and what can be pressed."""

from collections.abc import Iterator
from typing import Any, Final, TypeAlias

from bot.channels.teams.escape import JOINER

HOME: Final = "https://idelos.example"

Json: TypeAlias = dict[str, Any]

_SAYS: Final = ("text", "label", "title", "placeholder")


def parts(part: object) -> Iterator[Json]:
    """Give everything that has a type, the outer first; what is sent back is no part."""
    if isinstance(part, dict):
        if "type" in part:
            yield part
        for name, value in part.items():
            if name not in {"data", "fallback", "refresh"}:
                yield from parts(value)
    elif isinstance(part, list):
        for each in part:
            yield from parts(each)


def words_of(card: Json) -> str:
    """Give all words that are shown, paragraph by paragraph."""
    return "\n".join(_said(part) for part in parts(card)).replace(JOINER, "")


def actions_of(card: Json) -> Iterator[Json]:
    """Give what can be pressed or opened by a button."""
    return (it for it in parts(card) if it["type"].startswith("Action.") and "title" in it)


def links_of(card: Json) -> Iterator[tuple[str, str]]:
    """Give the links within texts: what is shown, and where it leads."""
    for part in parts(card):
        if part["type"] == "TextRun" and "selectAction" in part:
            yield part["text"], part["selectAction"]["url"]


def _said(part: Json) -> str:
    if part["type"] == "RichTextBlock":
        return "".join(run["text"] for run in part["inlines"])
    if part["type"] == "TextRun":
        return ""
    offered = (it["title"] for it in part.get("choices", ()))
    return "\n".join([*(part[it] for it in _SAYS if it in part), *offered])
