"""One entry of a feed: outside text made harmless, and dates as our records write them."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from markupsafe import Markup

MAX_ITEMS: Final = 1000
_MAX_TEXT: Final = 200
_MAX_LINK: Final = 300
_YEARS: Final = range(2000, 2101)
_SIGNS: Final = str.maketrans("{}[]<>", "()()‹›")
"""Signs that mean something in our own sentences, or on a page."""


@dataclass(frozen=True, slots=True)
class Item:
    """What an entry says. A meeting from `start` to `end`; a call opens and has its deadline."""

    key: str
    """By which the feed tells its entries apart."""
    title: str
    start: str | None = None
    end: str | None = None
    place: str | None = None
    link: str | None = None
    cancelled: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """All that a feed says."""

    items: tuple[Item, ...]
    left_out: int
    """Entries that cannot be used: without a title, with odd dates, or repeated."""


def reading(found: Iterator[Item | None]) -> Reading:
    """Gather entries, None for each that cannot be used; the first of a key counts."""
    items: dict[str, Item] = {}
    left_out = 0
    for number, item in enumerate(found):
        if item is None or not item.title or item.key in items or number >= MAX_ITEMS:
            left_out += 1
        else:
            items[item.key] = item
        if number >= 2 * MAX_ITEMS:
            break
    return Reading(tuple(items.values()), left_out)


def plain(text: str | None) -> str:
    """Give a text on one line, without markup, control signs or hidden ones, and not too long."""
    bare = Markup((text or "")[: 10 * _MAX_TEXT]).striptags()  # noqa: S704 - stripped, and what is left has no < either
    visible = "".join(it if unicodedata.category(it)[0] != "C" else " " for it in bare)
    line = " ".join(visible.translate(_SIGNS).split())
    return line if len(line) <= _MAX_TEXT else line[: _MAX_TEXT - 1].rstrip() + "…"


def web_link(text: str | None) -> str | None:
    """Give an address that may be shown, or None."""
    address = (text or "").strip()
    try:
        parts = urlsplit(address)
        host, port, user = parts.hostname or "", parts.port, parts.username
    except ValueError:
        return None
    good = parts.scheme in {"https", "http"} and "." in host and (port, user) == (None, None)
    clean = (
        address.isascii() and not set(address) & set(" \"'<>\\^`{|}[]") and address.isprintable()
    )
    return address if good and clean and len(address) <= _MAX_LINK else None


def local(value: date, zone: str) -> str:
    """Write a date, or a moment as wall time of the zone; a naive one is in it already.

    Raises ValueError for years that no meeting of ours is in.
    """
    if value.year not in _YEARS:
        raise ValueError("a year that is none of ours")
    if not isinstance(value, datetime):
        return value.isoformat()
    at = value.astimezone(ZoneInfo(zone)) if value.tzinfo else value
    return f"{at:%Y-%m-%dT%H:%M}"
