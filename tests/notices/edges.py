"""A small region whose calls and meetings are all unusual in one way."""

from typing import Any

from knowledge.base import KnowledgeBase
from knowledge.records.base import Source, Website
from knowledge.records.events import Event
from knowledge.records.funding import Call
from knowledge.records.organisations import Body
from knowledge.records.places import Municipality
from tests.knowledge.make import NORD, call, event, programme, texts

DAY = "2027-03-17"
LONG = "Regionalt samarbeid om varige og gode tjenester til barn, unge og eldre " * 3

_SOURCES = (Source(ref="https://nord.example/a"),)


def _place() -> Municipality:
    return Municipality(
        id="vik",
        verified=True,
        region="nord",
        name="Vik",
        official_name="Vik",
        authority="Vik kommune",
        number="1",
        county="Nord",
        website=Website(address="vik.example"),
    )


def _calls() -> list[Call]:
    unusual: dict[str, dict[str, Any]] = {
        "plain": {},
        "no-time": {"deadline": DAY},
        "provisional": {"status": "provisional", "verified": False},
        "inferred": {"status": "inferred", "verified": False, "layer": "derived"},
        "unknown": {"status": "unknown", "verified": False},
        "unverified": {"verified": False},
        "listed": {"second_hand": True, "verified": False, "as_of": "2026"},
        "moved": {"happening": "moved", "moved_from": "2027-03-10"},
        "cancelled": {"happening": "cancelled"},
        "brussels": {"deadline": f"{DAY}T17:00", "zone": "Europe/Brussels"},
        "long": {"title": texts(LONG.strip()), "zone": "Europe/Brussels"},
        "comma": {"title": texts("Fjell, fjord og flate")},
        "marked": {"title": texts("Rom for [[alle]] {name} <b>her</b>")},
        "opens": {"deadline": None, "opens": f"{DAY}T08:00"},
        "rolling": {"deadline": None, "opens": DAY, "status": "rolling"},
        "opens-later": {"opens": "2027-03-01"},
        "labelled": {"deadline_label": texts("Siste dag for skisse")},
        "wordy": {"to_do": texts("partnere " * 60), "amount_text": texts("Mye. " * 40)},
        "amount": {"amount": 500_000, "currency": "NOK", "amount_kind": "per_project_max"},
    }
    given = {"deadline": f"{DAY}T13:00", "sources": _SOURCES, "title": texts("Runde to")}
    return [call(**(given | {"id": name} | fields)) for name, fields in unusual.items()]


def _events() -> list[Event]:
    unusual: dict[str, dict[str, Any]] = {
        "meets": {"start": f"{DAY}T09:00", "body": "styret", "series": "styremoter"},
        "meets-again": {"start": "2027-06-16", "body": "styret"},
        "two-days": {"start": DAY, "end": "2027-03-18", "place": "Vik"},
        "off": {"start": DAY, "happening": "cancelled"},
        "moved-on": {"start": DAY, "happening": "moved", "moved_from": "2027-03-10T09:00"},
        "moved-away": {"start": None, "happening": "moved"},
        "some-day": {"start": "2027-03"},
        "sign-up": {"start": DAY, "sign_up_by": "2027-03-12", "format": "digital"},
        "doubtful": {"start": DAY, "verified": False},
        "endless": {"start": DAY, "title": texts(LONG.strip())},
        "norse": {"start": DAY, "title": {"nb": "Kun på norsk"}, "website": None},
    }
    given: dict[str, Any] = {"sources": _SOURCES, "title": texts("Samling i fjellet")}
    return [event(identity=name, **(given | fields)) for name, fields in unusual.items()]


def edges() -> KnowledgeBase:
    """All of them; the scheme ``p`` asks for partners."""
    body = Body(id="styret", verified=True, region="nord", name="Styret", what=texts("styrer"))
    scheme = programme(
        first=texts("Dere trenger partnere."), themes=("education",), sources=_SOURCES
    )
    return KnowledgeBase([NORD, _place(), body, scheme, *_calls(), *_events()])
