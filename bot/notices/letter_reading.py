"""What is looked up for weekly letters, pages before meetings and announcements."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final, cast

from sqlalchemy import Select, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.notices.announcements import announced, subject_of
from bot.notices.audience import Audience, receivers
from bot.notices.gate import LIMITED
from bot.notices.prepared import Claim
from bot.notices.tables import Announcement, Delivery, KnownDate, Person, Subscription
from bot.notices.told import Announced, Change, Followed, Gathered
from bot.notices.vocabulary import NoticeKind, SubjectKind

LETTERS: Final[tuple[NoticeKind, ...]] = ("digest", "overview")
WITH_NEWS: Final[tuple[NoticeKind, ...]] = (*LETTERS, "agenda")
"""Kinds that tell what has changed, and that are not sent where nothing has."""
_HALF_A_YEAR: Final = timedelta(days=183)


@dataclass(frozen=True, slots=True)
class Letter:
    """What a weekly letter or a page before a meeting needs beside the knowledge."""

    since: datetime | None = None
    follows: tuple[Followed, ...] = ()
    gathered: tuple[Gathered, ...] = ()


async def busy(session: AsyncSession, claims: Sequence[Claim], now: datetime) -> set[int]:
    """Give the people with letters among the claims for whom a reminder waits at this moment.

    It may be over the daily limit, and then it belongs into the letter.
    """
    people = {it.person_id for it in claims if it.kind in LETTERS}
    if not people:
        return set()
    found = await session.scalars(
        select(Delivery.person_id).where(
            Delivery.person_id.in_(people),
            Delivery.kind.in_(LIMITED),
            Delivery.state.in_(("planned", "sending")),
            Delivery.try_at <= now,
            Delivery.channel.is_not(None),
        )
    )
    return set(found)


async def letters(session: AsyncSession, claims: Sequence[Claim]) -> dict[int, Letter]:
    """Give what the letters among the claims need, by person."""
    people = {it.person_id for it in claims if it.kind in LETTERS}
    if not people:
        return {}
    follows = _by_person(await session.execute(_followed(people)))
    gathered = _by_person(await session.execute(_gathered(people)))
    latest = await session.execute(_last_letter(claims, people))
    since = {row.person_id: row.due_at for row in latest}
    return {
        person: Letter(
            since.get(person),
            tuple(
                Followed(cast("SubjectKind", it.kind), it.subject, it.weekly, it.wanted)
                for it in follows[person]
            ),
            tuple(
                Gathered(cast("NoticeKind", it.kind), it.subject, it.lead)
                for it in gathered[person]
            ),
        )
        for person in people
    }


async def changes(
    session: AsyncSession, claims: Sequence[Claim], now: datetime
) -> tuple[Change, ...]:
    """Give the changes of the last half year, newest first, where a letter is among the claims."""
    if not any(it.kind in WITH_NEWS for it in claims):
        return ()
    first = select(func.min(KnownDate.changed_at)).scalar_subquery()
    rows = await session.scalars(
        select(KnownDate)
        .where(KnownDate.changed_at > now - _HALF_A_YEAR, KnownDate.changed_at > first)
        .order_by(KnownDate.changed_at.desc(), KnownDate.record, KnownDate.what)
    )
    return tuple(
        Change(it.record, it.what, it.moment, first=it.sequence == 0, at=it.changed_at)
        for it in rows
    )


async def announcements(session: AsyncSession, claims: Sequence[Claim]) -> dict[str, Announced]:
    """Give the words of the announcements among the claims, by subject."""
    ids = {int(it.subject.partition(":")[2]) for it in claims if it.kind == "announcement"}
    if not ids:
        return {}
    rows = await session.scalars(select(Announcement).where(Announcement.id.in_(ids)))
    return {subject_of(it.id): announced(it) for it in rows if it.cancelled_at is None}


async def unwanted(session: AsyncSession, claims: Sequence[Claim]) -> set[int]:
    """Give the announcements among the claims that are not for their readers any more.

    They may have muted what it is about since it was planned, or work elsewhere now.
    """
    waiting: defaultdict[int, dict[int, int]] = defaultdict(dict)
    for it in claims:
        if it.kind == "announcement":
            waiting[int(it.subject.partition(":")[2])][it.person_id] = it.id
    found: set[int] = set()
    for row in await session.scalars(select(Announcement).where(Announcement.id.in_(waiting))):
        claimed = waiting[row.id]
        wanted = receivers(Audience.model_validate(row.audience)).where(Person.id.in_(claimed))
        still = set(await session.scalars(wanted))
        found |= {claim for person, claim in claimed.items() if person not in still}
    return found


def _followed(people: set[int]) -> Select[int, str, str, bool, bool]:
    return (
        select(
            Subscription.person_id,
            Subscription.kind,
            Subscription.subject,
            Subscription.weekly,
            Subscription.wanted,
        )
        .where(Subscription.person_id.in_(people))
        .order_by(Subscription.id)
    )


def _gathered(people: set[int]) -> Select[int, str, str, str]:
    return (
        select(Delivery.person_id, Delivery.kind, Delivery.subject, Delivery.lead)
        .where(Delivery.person_id.in_(people), Delivery.state == "gathered")
        .order_by(Delivery.id)
    )


def _last_letter(claims: Sequence[Claim], people: set[int]) -> Select[int, datetime]:
    mine = {it.id for it in claims}
    return (
        select(Delivery.person_id, func.max(Delivery.due_at).label("due_at"))
        .where(
            Delivery.person_id.in_(people),
            Delivery.kind.in_(LETTERS),
            Delivery.state.in_(("sent", "silent")),
            Delivery.id.not_in(mine),
        )
        .group_by(Delivery.person_id)
    )


def _by_person(rows: Iterable[Any]) -> defaultdict[int, list[Any]]:
    found: defaultdict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.person_id].append(row)
    return found
