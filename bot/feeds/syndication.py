"""Read RSS and Atom. They tell what is new, and seldom when it is: dates are for the keeper."""

import io
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

import feedparser

from bot.feeds.fault import FeedError
from bot.feeds.item import Item, Reading, local, plain, reading, web_link


def read_syndication(body: bytes, content_type: str, zone: str) -> Reading:
    """Read the entries of a feed in RSS or Atom. Raises `FeedError`.

    The day of publishing is not a day of a meeting. Only the event module of RSS 1.0 says that.
    """
    if b"<!ENTITY" in body.replace(b"\0", b"").upper():
        raise FeedError("entities")  # no feed needs its own, and nested ones grow without end
    # In a stream of our own: what is given as text it would take for an address or a file.
    parsed = feedparser.parse(
        io.BytesIO(body), response_headers={"content-type": content_type}, sanitize_html=True
    )
    if not parsed.get("version"):
        raise FeedError("unreadable")
    return reading(_items(parsed.entries, zone))


def _items(entries: list[Mapping[str, Any]], zone: str) -> Iterator[Item | None]:
    for entry in entries:
        try:
            yield _item(entry, zone)
        except (ValueError, KeyError, OverflowError):
            yield None


def _item(entry: Mapping[str, Any], zone: str) -> Item:
    return Item(
        key=str(entry.get("id") or entry["link"]),
        title=plain(entry.get("title")),
        start=_when(entry.get("ev_startdate"), zone),
        end=_when(entry.get("ev_enddate"), zone),
        place=plain(entry.get("ev_location")) or None,
        link=web_link(entry.get("link")),
    )


def _when(text: str | None, zone: str) -> str | None:
    if not text:
        return None
    value = date.fromisoformat(text) if len(text) == 10 else datetime.fromisoformat(text)
    return local(value, zone)
