"""Read a CSV table, whose columns the feed names."""

import csv
import io
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Final

from bot.feeds.fault import FeedError
from bot.feeds.item import Item, Reading, local, plain, reading, web_link
from knowledge.records.feeds import FeedColumns

_DAYS: Final = ("%Y-%m-%d", "%d.%m.%Y")
_MOMENTS: Final = ("%d.%m.%Y %H:%M", "%d.%m.%Y kl. %H:%M", "%d.%m.%Y kl. %H.%M")


def read_table(body: bytes, columns: FeedColumns, zone: str) -> Reading:
    """Read the rows of a table, times as wall time of `zone`. Raises `FeedError`."""
    text = _decoded(body)
    try:
        rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
        named = {it for it in columns.model_dump().values() if it}
        if named - set(rows.fieldnames or ()):
            raise FeedError("columns_missing")
        return reading(_items(rows, columns, zone))
    except csv.Error as error:
        raise FeedError("unreadable") from error


def _decoded(body: bytes) -> str:
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError:
        return body.decode("cp1252", errors="replace")  # as Excel saves it


def _delimiter(text: str) -> str:
    head = text.partition("\n")[0]
    return max(",;\t", key=head.count)


def _items(
    rows: Iterator[dict[str, str | None]], columns: FeedColumns, zone: str
) -> Iterator[Item | None]:
    for row in rows:
        try:
            yield _item(row, columns, zone)
        except (ValueError, OverflowError):
            yield None


def _item(row: Mapping[str, str | None], columns: FeedColumns, zone: str) -> Item:
    def cell(column: str | None) -> str:
        return ((row.get(column) if column else None) or "").strip()

    return Item(
        key=cell(columns.id) or cell(columns.title),
        title=plain(cell(columns.title)),
        start=_when(cell(columns.start), zone),
        end=_when(cell(columns.end), zone),
        place=plain(cell(columns.place)) or None,
        link=web_link(cell(columns.link)),
    )


def _when(text: str, zone: str) -> str | None:
    """Read a date as Norwegians, Swedes and ISO 8601 write it; 02/03 might be either month."""
    if not text:
        return None
    for form in (*_DAYS, *_MOMENTS):
        try:
            read = datetime.strptime(text, form)  # noqa: DTZ007 - wall time; the zone is given
        except ValueError:
            continue
        return local(read.date() if form in _DAYS else read, zone)
    return local(datetime.fromisoformat(text), zone)
