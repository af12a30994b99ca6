"""Which wishes a call or an event answers, and whom it can concern."""

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Final, Literal, TypeAlias

from bot.notices.told import Followed
from bot.notices.vocabulary import SubjectKind
from knowledge.base import KnowledgeBase, areas_of
from knowledge.records.events import Event
from knowledge.records.funding import Call

RANKS: Final[Mapping[str, int]] = MappingProxyType(
    {
        "call": 0,
        "event": 0,
        "programme": 1,
        "series": 1,
        "body": 2,
        "theme": 3,
        "municipality": 4,
        "region": 5,
        "everything": 6,
    }
)
"""The most specific of somebody's wishes decides: it may mute what a wider one asks for, set
other lead times, or move it to the weekly letter."""

PLACES: Final = ("municipality", "region")
"""Followed weekly, these make the overview of one who covers them; all else the weekly letter."""

Key: TypeAlias = tuple[SubjectKind, str]
"""Kind and subject, as a subscription has them."""


def letter_of(kind: SubjectKind) -> Literal["digest", "overview"]:
    """Give the letter that tells of what is followed weekly."""
    return "overview" if kind in PLACES else "digest"


def subjects_of(kb: KnowledgeBase, record: Call | Event) -> tuple[Key, ...]:
    """Give what one can follow to hear of a record, the most specific first.

    A municipality is not among them: it is touched by all that its region is.
    """
    found = _of_call(kb, record) if isinstance(record, Call) else _of_event(record)
    return (*found, *_regions(kb, record), ("everything", ""))


def _of_call(kb: KnowledgeBase, call: Call) -> Iterator[Key]:
    yield "call", call.id
    yield "programme", call.programme
    yield from (("theme", theme) for theme in call.themes or kb.programmes[call.programme].themes)


def _of_event(event: Event) -> Iterator[Key]:
    yield "event", event.id
    if event.series:
        yield "series", event.series
    if event.body:
        yield "body", event.body
    yield from (("theme", theme) for theme in event.themes)


def _regions(kb: KnowledgeBase, record: Call | Event) -> Iterator[Key]:
    yield from (("region", region) for region in regions_of(kb, record))


def regions_of(kb: KnowledgeBase, record: Call | Event) -> tuple[str, ...]:
    """Give the regions whose people a record concerns."""
    if isinstance(record, Event):
        return (record.region,)
    areas = frozenset(record.areas)
    return tuple(it.id for it in kb.regions.values() if not areas.isdisjoint(areas_of(it)))


def reaches(
    kb: KnowledgeBase, record: Call | Event, region: str | None, municipality: str | None
) -> bool:
    """Tell whether a record can concern somebody there; of no known region, everything can."""
    place = kb.municipalities.get(municipality or "")
    counties = record.counties if isinstance(record, Call) else ()
    if counties and place and place.county not in counties:
        return False
    return region is None or region in regions_of(kb, record)


def followed_by(
    kb: KnowledgeBase,
    record: Call | Event,
    follows: Iterable[Followed],
    region: str | None,
    municipality: str | None,
) -> Followed | None:
    """Give the wish that decides about a record, which may be to mute it; None for none.

    A municipality that is followed counts wherever the follower works.
    """
    wishes = {(it.kind, it.subject): it for it in follows}
    keys = subjects_of(kb, record) if reaches(kb, record, region, municipality) else ()
    named = [wishes[key] for key in keys if key in wishes]
    touched = [
        it for it in wishes.values() if it.kind == "municipality" and _touches(kb, record, it)
    ]
    return min(named + touched, key=lambda it: (RANKS[it.kind], it.subject), default=None)


def _touches(kb: KnowledgeBase, record: Call | Event, wish: Followed) -> bool:
    place = kb.municipalities.get(wish.subject)
    return place is not None and reaches(kb, record, place.region, place.id)
