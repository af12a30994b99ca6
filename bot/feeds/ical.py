"""Read a calendar in the form of RFC 5545."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from icalendar import Calendar, Event

from bot.feeds.fault import FeedError
from bot.feeds.item import Item, Reading, local, plain, reading, web_link


def read_ical(body: bytes, zone: str) -> Reading:
    """Read the entries of a calendar, times as wall time of `zone`. Raises `FeedError`.

    Entries that come again by a rule are left out: what they would become is for a keeper.
    """
    try:
        calendar = Calendar.from_ical(body)
        events = calendar.events
    except (ValueError, KeyError, IndexError, TypeError, AttributeError, RecursionError) as error:
        raise FeedError("unreadable") from error
    return reading(_items(events, zone))


def _items(events: list[Event], zone: str) -> Iterator[Item | None]:
    for event in events:
        try:
            yield _item(event, zone)
        except (ValueError, KeyError, TypeError, AttributeError, OverflowError):
            yield None


def _item(event: Event, zone: str) -> Item | None:
    if "RRULE" in event or "RECURRENCE-ID" in event:
        return None
    start = event.decoded("DTSTART")
    return Item(
        key=str(event["UID"]),
        title=plain(str(event.get("SUMMARY", ""))),
        start=local(start, zone),
        end=_end(event, start, zone),
        place=plain(str(event.get("LOCATION", ""))) or None,
        link=web_link(str(event.get("URL", ""))),
        cancelled=str(event.get("STATUS", "")).upper() == "CANCELLED",
    )


def _end(event: Event, start: date, zone: str) -> str | None:
    """Give the end; that of whole days is the last of them, where iCalendar says the next."""
    end = event.decoded("DTEND", None)
    if end is None and "DURATION" in event:
        end = start + event.decoded("DURATION")
    if end is None or isinstance(end, datetime) != isinstance(start, datetime):
        return None
    if not isinstance(end, datetime):
        end -= timedelta(days=1)
    begins, ends = local(start, zone), local(end, zone)
    return ends if ends > begins else None
