"""Make records for tests, where only what matters is given."""

from typing import Any

from knowledge.records.base import LANGUAGES, Website
from knowledge.records.events import Event
from knowledge.records.funding import Call, Programme
from knowledge.records.places import Region

WEBSITE = Website(address="nord.example")


def texts(text: str) -> dict[Any, str]:
    """The same text in all languages."""
    return dict.fromkeys(LANGUAGES, text)


NORD = Region(
    id="nord",
    verified=True,
    names=texts("Nord"),
    country="NO",
    zone="Europe/Oslo",
    language="nb",
    partnership=texts("partnerskapet"),
)


def programme(identity: str = "p", **fields: Any) -> Programme:
    """A programme that a municipality in Norway can apply to."""
    given = {
        "names": texts(identity),
        "verified": True,
        "funder": "Nord",
        "areas": ("norway",),
        "municipality_role": "applicant",
        "website": WEBSITE,
        "pitch": texts("pays"),
        "summary": texts("pays"),
    }
    return Programme(id=identity, **(given | fields))


def call(deadline: str | None, status: str = "confirmed", **fields: Any) -> Call:
    """A call of the programme ``p``, open to Norway."""
    given = {
        "id": f"p-{(deadline or 'none').lower().replace(':', '')}",
        "verified": True,
        "programme": "p",
        "title": texts("round"),
        "deadline": deadline,
        "zone": "Europe/Oslo",
        "deadline_status": status,
        "areas": ("norway",),
        "website": WEBSITE,
    }
    return Call(**(given | fields))


def event(identity: str, start: str | None, **fields: Any) -> Event:
    """A planned gathering in the region ``nord``."""
    given = {
        "verified": True,
        "region": "nord",
        "kind": "gathering",
        "own": True,
        "title": texts(identity),
        "start": start,
        "organiser": "Nord",
        "happening": "planned",
    }
    return Event(id=identity, **(given | fields))
