"""Who hears of a call or a meeting, as a query over all subscriptions at once."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from sqlalchemy import ColumnElement, Select, and_, case, false, func, or_, select

from bot.notices.calendars import Calendar
from bot.notices.matching import RANKS, Key, regions_of, subjects_of
from bot.notices.tables import Person, Subscription
from bot.notices.vocabulary import Lead
from knowledge.base import KnowledgeBase
from knowledge.records.events import Event
from knowledge.records.funding import Call

BECAUSE: Final = (Subscription.kind + ":" + Subscription.subject).label("because")
"""A subscription as the reason of a delivery, in the form of `Delivery.because`."""


def followers(
    kb: KnowledgeBase, record: Call | Event, lead: Lead, since: datetime
) -> Select[int, str]:
    """Select id and reason (as in `Delivery.because`) of those who hear of a record.

    `lead` must be among those of the wish that decides, which must be older than `since`.
    """
    ranked = _ranked(kb, record).subquery()
    return (
        select(ranked.c.person_id, ranked.c.because)
        .join(Person, Person.id == ranked.c.person_id)
        .where(
            ranked.c.place == 1,
            ranked.c.wanted,
            ~ranked.c.weekly,
            ranked.c.leads.op("&")(int(lead)) != 0,
            ranked.c.created_at <= since,
        )
    )


def living_by(calendar: Calendar) -> ColumnElement[bool]:
    """Hold for people of the calendar's regions."""
    placed = Person.region.in_(sorted(calendar.regions))
    return or_(placed, Person.region.is_(None)) if calendar.unplaced else placed


def _ranked(
    kb: KnowledgeBase, record: Call | Event
) -> Select[int, str, bool, bool, int, datetime, int]:
    order = (case(dict(RANKS), value=Subscription.kind), Subscription.subject)
    place = func.row_number().over(partition_by=Subscription.person_id, order_by=order)
    keys = _matches(subjects_of(kb, record)) & _reached(kb, record)
    touched = (Subscription.kind == "municipality") & Subscription.subject.in_(_places(kb, record))
    return (
        select(
            Subscription.person_id,
            BECAUSE,
            Subscription.wanted,
            Subscription.weekly,
            Subscription.leads,
            Subscription.created_at,
            place.label("place"),
        )
        .join(Person, Person.id == Subscription.person_id)
        .where(or_(keys, touched))
    )


def _matches(keys: Iterable[Key]) -> ColumnElement[bool]:
    by_kind: dict[str, list[str]] = {}
    for kind, subject in keys:
        by_kind.setdefault(kind, []).append(subject)
    return or_(
        false(),
        *(
            and_(Subscription.kind == kind, Subscription.subject.in_(subjects))
            for kind, subjects in by_kind.items()
        ),
    )


def _reached(kb: KnowledgeBase, record: Call | Event) -> ColumnElement[bool]:
    """Hold for people of the regions, and of the counties, that a record concerns."""
    regions = Person.region.is_(None) | Person.region.in_(regions_of(kb, record))
    if not (isinstance(record, Call) and record.counties):
        return regions
    there = [it.id for it in kb.municipalities.values() if _inside(it.county, record)]
    return regions & (Person.municipality.is_(None) | Person.municipality.in_(there))


def _places(kb: KnowledgeBase, record: Call | Event) -> list[str]:
    regions = regions_of(kb, record)
    return [
        it.id
        for it in kb.municipalities.values()
        if it.region in regions and _inside(it.county, record)
    ]


def _inside(county: str, record: Call | Event) -> bool:
    counties = record.counties if isinstance(record, Call) else ()
    return not counties or county in counties
