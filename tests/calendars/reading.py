"""Calendars read back: by the library that wrote them, and by another one."""

from typing import Any

import icalendar

from tests.node.programs import run


def components(content: bytes) -> list[Any]:
    """The entries of a calendar without a fault, as icalendar reads it."""
    calendar = icalendar.Calendar.from_ical(content)
    every = list(calendar.walk())
    assert [error for it in every for error in it.errors] == []
    return [it for it in every if it.name == "VEVENT"]


def lines(content: bytes) -> list[bytes]:
    """The lines as they are written, each checked for its length and its end."""
    assert content.endswith(b"\r\n")
    found = content.removesuffix(b"\r\n").split(b"\r\n")
    assert all(len(line) <= 75 for line in found)
    assert all(line.decode() for line in found), "no line is empty, and none is cut in a letter"
    assert b"\r" not in b"".join(found)
    assert b"\n" not in b"".join(found)
    return found


def read_by_another(content: bytes) -> dict[str, Any]:
    """What ical.js finds in a calendar, with moments in UTC."""
    told: dict[str, Any] = run("read_calendar.mjs", "ical.js", content)
    return told
