"""What tests of feeds share."""

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.feeds.server import Server, serving
from tests.knowledge.conftest import SMALL

FEEDS = """about: Feeds.
feeds:
- id: kalender
  sources:
  - ref: https://feed.example/om
  verified: true
  address: https://feed.example/kalender.ics
  format: ical
  language: nb
  events:
    region: nord
    kind: information
    organiser: Nabo
- id: tabell
  sources:
  - ref: https://table.example/om
  verified: true
  address: https://table.example/calls.csv
  format: csv
  language: en
  calls:
    programme: nordmidler
    zone: Europe/Oslo
    areas:
    - norway
  columns:
    title: Name
    start: Opens
    end: Closes
    link: Page
"""


@pytest.fixture
async def server() -> AsyncIterator[Server]:
    async with serving() as server:
        yield server


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the small packs, with an iCal feed of events and a CSV feed of calls."""
    folder = Path(shutil.copytree(SMALL, tmp_path / "packs"))
    (folder / "nord/feeds.yaml").write_text(FEEDS, encoding="utf-8")
    return folder
