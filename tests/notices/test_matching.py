"""A wish is answered by what it names, for those whom that can concern."""

import pytest

from bot.notices.matching import followed_by, reaches, subjects_of
from bot.notices.told import Followed
from bot.notices.vocabulary import SubjectKind
from knowledge.base import KnowledgeBase
from knowledge.records.events import Event
from knowledge.records.funding import Call
from tests.knowledge.make import call, event, programme
from tests.notices.telling import packs

_CALL = "klimasats-2024"


def _matched(kind: SubjectKind, subject: str, region: str = "trondelag") -> Followed | None:
    record = packs().calls[_CALL]
    return followed_by(packs(), record, (Followed(kind, subject),), region, None)


@pytest.mark.parametrize(
    ("kind", "subject"),
    [
        ("call", _CALL),
        ("programme", "klimasats"),
        ("theme", "climate_environment"),
        ("region", "trondelag"),
        ("municipality", ""),
        ("everything", ""),
    ],
)
def test_each_way_to_follow_a_call(kind: SubjectKind, subject: str) -> None:
    if kind == "municipality":
        subject = packs().municipalities_in("trondelag")[0].id
    assert _matched(kind, subject) == Followed(kind, subject)


def test_a_call_for_norway_does_not_concern_a_reader_in_sweden() -> None:
    assert _matched("theme", "climate_environment", "norrbotten") is None
    assert _matched("everything", "", "norrbotten") is None


def test_a_municipality_counts_wherever_its_follower_works() -> None:
    place = packs().municipalities_in("trondelag")[0].id
    assert _matched("municipality", place, "norrbotten") is not None


def test_the_most_specific_wish_is_the_reason() -> None:
    follows = (
        Followed("everything", ""),
        Followed("theme", "climate_environment"),
        Followed("programme", "klimasats"),
    )
    found = followed_by(packs(), packs().calls[_CALL], follows, "trondelag", None)
    assert found == Followed("programme", "klimasats")


def test_a_call_without_themes_has_those_of_its_scheme() -> None:
    kb = KnowledgeBase([programme(themes=("education",)), call("2027-03-01")])
    (record,) = kb.calls.values()
    assert isinstance(record, Call)
    assert ("theme", "education") in subjects_of(kb, record)


def test_a_meeting_answers_series_and_body() -> None:
    meeting = event("m", "2027-01-12", series="s", body="b", themes=("education",))
    assert isinstance(meeting, Event)
    assert subjects_of(KnowledgeBase([meeting]), meeting) == (
        ("event", "m"),
        ("series", "s"),
        ("body", "b"),
        ("theme", "education"),
        ("region", "nord"),
        ("everything", ""),
    )


def test_a_call_for_one_county_leaves_the_others_out() -> None:
    kb = packs()
    limited = next(it for it in kb.calls.values() if it.counties)
    inside = next(it for it in kb.municipalities.values() if it.county in limited.counties)
    outside = next(
        it
        for it in kb.municipalities.values()
        if it.region == inside.region and it.county not in limited.counties
    )
    assert reaches(kb, limited, inside.region, inside.id)
    assert not reaches(kb, limited, outside.region, outside.id)
