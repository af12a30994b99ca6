"""What a plan counts back from: a date that is known, one that is usual, or none."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from bot.plans.plan import Basis
from bot.working_days import Country
from knowledge.base import KnowledgeBase
from knowledge.moments import first_day
from knowledge.records.base import LocalMoment
from knowledge.records.funding import Call, Programme
from knowledge.records.places import Municipality

_ZONES: Final[dict[Country, str]] = {"NO": "Europe/Oslo", "SE": "Europe/Stockholm"}
_FURTHEST: Final = timedelta(days=5 * 366)
"""A day that a person gives is no further off than this."""
_UNSURE: Final = ("provisional", "inferred", "unknown")


@dataclass(frozen=True, slots=True)
class Anchor:
    """The date that a plan hangs on."""

    basis: Basis
    moment: LocalMoment | None
    confirmed: bool
    zone: str
    call: Call | None = None


def anchor_of(
    kb: KnowledgeBase, identity: str, today: date, municipality: Municipality | None
) -> tuple[Programme, Anchor] | None:
    """Find the programme and the date for the id of a plan; None for another id.

    A call that is cancelled or past, or a given day that is past, leads to the next round.
    """
    record, _, given = identity.partition("=")
    call = kb.calls.get(record)
    programme = kb.programmes.get(call.programme if call else record)
    if programme is None:
        return None
    day = _day(given)
    if day and today <= day < today + _FURTHEST:
        zone = call.zone if call else _ZONES[country_of(kb, programme, municipality)]
        return programme, Anchor("given", day.isoformat(), confirmed=True, zone=zone, call=call)
    dated = _of_call(call, programme, today) if call else None
    return programme, dated or _of_programme(kb, programme, today, municipality)


def country_of(
    kb: KnowledgeBase, programme: Programme, municipality: Municipality | None
) -> Country:
    """Tell whose holidays count: those where the person works, else where the money is given."""
    home = kb.regions.get((municipality.region if municipality else None) or programme.areas[0])
    if home:
        return home.country
    return "SE" if programme.areas[0] == "sweden" else "NO"


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _of_call(call: Call, programme: Programme, today: date) -> Anchor | None:
    if call.happening == "cancelled" or call.deadline_label:
        return None
    basis: Basis = programme.plan_from
    moment = call.opens if basis == "opening" else call.deadline
    if moment is None or first_day(moment) < today:
        basis, moment = "deadline", call.deadline
    if moment is None or first_day(moment) < today:
        return None
    return Anchor(basis, moment, call.deadline_status not in _UNSURE, call.zone, call)


def _of_programme(
    kb: KnowledgeBase, programme: Programme, today: date, municipality: Municipality | None
) -> Anchor:
    region = kb.regions.get((municipality.region if municipality else None) or "")
    county = municipality.county if municipality else None
    rhythm = kb.rhythm(programme.id, today, region.id if region else None, county)
    for call in rhythm.rounds if rhythm.form == "next" else ():
        if dated := _of_call(call, programme, today):
            return dated
    zone = _ZONES[country_of(kb, programme, municipality)]
    if rhythm.form == "rolling" or programme.deadline_kind == "rolling":
        return Anchor("rolling", None, confirmed=True, zone=zone)
    earliest = rhythm.earliest_after(today) if rhythm.form == "usual" else None
    if earliest:
        return Anchor("usual", earliest.isoformat(), confirmed=False, zone=zone)
    return Anchor("unknown", None, confirmed=False, zone=zone)
