"""People's and packs' text as data on a card: nothing of it formats, counts dates or calls anybody.

What is said stands in text runs, which are never read for Markdown or HTML; a name is called only
where the message lists it, and none does. Two things are left to escape: dates, which are counted
out in every text of a card, and the labels of boxes, which some clients read as Markdown. The list
of what was looked up is no card, and is read as HTML.
"""

import re
from typing import Final

JOINER: Final = "\u2060"
"""What nobody sees."""

_COUNTED: Final = re.compile(r"\{(?=\{(?:DATE|TIME)\()", re.IGNORECASE)
_MARKS: Final = re.compile(r"[\\`*_\[\]<~]|&(?=#?\w+;)")
_TAGS: Final = re.compile(r"[<&]")
_LIST: Final = re.compile(r"[-+#>=]|\d+[.)]")


def harmless(text: str) -> str:
    """Give text in which no date is counted out."""
    return _COUNTED.sub(f"{{{JOINER}", text)


def of_box(label: str) -> str:
    """Give the label of a box as one line, in which Markdown finds no mark and no list."""
    line = " ".join(harmless(label).split())
    marked = _MARKS.sub(lambda sign: f"\\{sign[0]}", line)
    return f"{JOINER}{marked}" if _LIST.match(marked) else marked


def of_preview(text: str) -> str:
    """Give text for a list of what was looked up, in which HTML finds no tag and no entity."""
    return _TAGS.sub(lambda sign: f"{sign[0]}{JOINER}", text)
