"""Calendars read back: by the library that wrote them, and by another one."""

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import icalendar
import pytest

_NODE = Path(__file__).parents[1] / "node"


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
    node = shutil.which("node")
    if node is None or not (_NODE / "node_modules" / "ical.js").exists():
        reason = "no ical.js found (npm ci --prefix tests/node)"
        if os.environ.get("IDELOS_TEST_NODE") == "required":
            pytest.fail(reason)
        pytest.skip(reason)
    done = subprocess.run(
        [node, "read_calendar.mjs"], cwd=_NODE, input=content, capture_output=True, check=True
    )
    told: dict[str, Any] = json.loads(done.stdout)
    return told
