from datetime import date
from typing import Any

import pytest

from knowledge.base import KnowledgeBase
from knowledge.packs import Packs
from knowledge.stale import Owner, Stale, stale
from tests.knowledge.make import call, event, programme

TODAY = date(2026, 11, 23)


def found(records: list[Any]) -> dict[Owner, tuple[Stale, ...]]:
    return dict(stale(KnowledgeBase(records), TODAY))


def codes(record: Any, *others: Any) -> list[str]:
    return [
        reason.code
        for records in found([record, *others]).values()
        for them in records
        if them.id == record.id
        for reason in them.reasons
    ]


FRESH = {"as_of": "2026-06"}


@pytest.mark.parametrize(
    ("fields", "reasons"),
    [
        ({}, []),
        ({"as_of": None}, ["undated"]),
        ({"as_of": "2020"}, ["old"]),
        ({"as_of": "2020", "verified_on": "2026-10-01"}, []),
        ({"verified": False}, ["unverified"]),
        ({"verified": False, "layer": "derived"}, []),
        ({"valid_until": "2026-01-01"}, ["expired"]),
        ({"valid_until": "2026-01-01", "status": "closed", "as_of": None}, []),
    ],
)
def test_age_and_certainty_are_reasons(fields: dict[str, Any], reasons: list[str]) -> None:
    assert codes(programme(**(FRESH | fields))) == reasons


def test_a_live_programme_without_a_coming_call_is_told_with_its_last_deadline() -> None:
    live = programme(**FRESH)
    [told] = found([live, call("2024-02-15"), call("2025-03-01T13:00")])[Owner("funder", "Nord")]
    assert [(it.code, it.date) for it in told.reasons] == [("no_coming_call", "2025-03-01T13:00")]
    assert codes(live, call("2025-03-01"), call("2027-03-01")) == []
    assert codes(programme(**FRESH, status="closed"), call("2025-03-01")) == []


def test_past_calls_and_held_meetings_are_history() -> None:
    assert codes(call("2025-03-01", as_of=None, verified=False)) == []
    assert codes(event("a", "2016-10", happening="held")) == []


def test_coming_calls_and_planned_meetings_are_not() -> None:
    assert codes(call("2027-03-01", "provisional", **FRESH)) == ["provisional"]
    assert codes(event("a", "2026-10", **FRESH)) == ["planned_in_past"]
    assert codes(event("a", "2026-11", **FRESH)) == []


def test_everything_is_gathered_by_whom_to_ask(small: Packs) -> None:
    told = {
        (owner.kind, owner.id): {it.id: [reason.code for reason in it.reasons] for it in records}
        for owner, records in stale(KnowledgeBase(small.records), TODAY).items()
    }
    assert told[("region", "nord")]["berg"] == ["mailbox_unverified"]
    assert told[("organisation", "nord_fylke")]["megler"] == [
        "unverified",
        "role_unverified",
        "coverage_unverified",
    ]
    assert told[("organisation", "nord_fylke")]["nordmidler"] == ["no_coming_call"]
    assert told[("funder", "Nord fylke")] == {"partnermidler": ["old"]}
    assert "common" not in {kind for kind, _ in told}


def test_an_old_address_is_told_with_the_address(small: Packs) -> None:
    later = stale(KnowledgeBase(small.records), date(2027, 8, 1))
    [alvik] = [it for it in later[Owner("region", "nord")] if it.id == "alvik"]
    [reason] = alvik.reasons
    assert (reason.code, reason.date) == ("mailbox_old", "2025-06")
    assert reason.address == "postmottak@alvik.kommune.example"
