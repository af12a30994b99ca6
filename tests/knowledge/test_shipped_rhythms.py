"""What the shipped calls tell of deadlines, as people are told in whole conversations."""

from datetime import date

import pytest

from knowledge.base import KnowledgeBase
from knowledge.freshness import YearDay, rhythm
from knowledge.packs import load_packs

TODAY = date(2026, 11, 23)


@pytest.fixture(scope="module")
def shipped() -> KnowledgeBase:
    """The knowledge of the shipped packs."""
    return KnowledgeBase(load_packs().records)


@pytest.mark.parametrize(
    ("programme", "municipality", "form", "season", "last_round"),
    [
        ("helseteknologi", "namsos", "once", None, "2024-01-15"),
        ("folkehelse_trondelag", "heim", "varied", None, "2023-12-01"),
        ("skjonnsmidler", "levanger", "varied", None, "2020-09-01T23:59"),
        ("skjonnsmidler", "flesberg", "usual", (YearDay(3, 31), YearDay(3, 31)), "2023-03-31"),
        ("klimasats", "hjartdal", "usual", (YearDay(2, 15), YearDay(3, 1)), "2024-02-15T23:59"),
        ("nfr_ipo", "melhus", "usual", (YearDay(9, 15), YearDay(9, 25)), "2022-09-21"),
        ("distriktforsk", "steinkjer", "rolling", None, None),
        ("omstallningsfonden", "pitea", "next", None, "2029-12-31"),
    ],
)
def test_the_form_that_a_deadline_takes(
    shipped: KnowledgeBase,
    programme: str,
    municipality: str,
    form: str,
    season: tuple[YearDay, YearDay] | None,
    last_round: str | None,
) -> None:
    place = shipped.municipality(municipality)
    assert place.region is not None
    calls = shipped.calls_for(programme, place.region, place.county)
    found = rhythm(calls, shipped.programmes[programme], TODAY)
    assert found.form == form
    assert (found.earliest, found.latest) == (season or (None, None))
    assert found.rounds[-1].deadline == last_round
