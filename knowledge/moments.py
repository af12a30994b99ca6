"""Dates as records write them, turned into days and aware UTC moments."""

from datetime import UTC, date, datetime, time
from typing import Final
from zoneinfo import ZoneInfo

_LAST_MINUTE: Final = time(23, 59)


def first_day(text: str) -> date:
    """Give the earliest day that a partial date or local moment can mean."""
    return date.fromisoformat((text[:10] + "-01-01")[:10])


def last_day(text: str) -> date:
    """Give the latest day that a partial date or local moment can mean."""
    if len(text) >= 10:
        return first_day(text)
    year, month = (int(text[:4]), int(text[5:7])) if len(text) == 7 else (int(text), 12)
    following = date(year + month // 12, month % 12 + 1, 1)
    return date.fromordinal(following.toordinal() - 1)


def has_day(text: str) -> bool:
    """Tell a whole date, with or without a time, from a mere year or month."""
    return len(text) >= 10


def moment(text: str, zone: str, *, end_of_day: bool = False) -> datetime:
    """Turn a local date or date and time of `zone` into an aware UTC moment.

    A date without a time begins at 00:00, or with `end_of_day` ends at 23:59.
    """
    local = datetime.fromisoformat(text)
    if len(text) == 10 and end_of_day:
        local = datetime.combine(local, _LAST_MINUTE)
    return local.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
