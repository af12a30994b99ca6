"""Announcements in the database: counted, sent, withdrawn, reported."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.notices.audience import Audience, receivers
from bot.notices.drafts import Draft
from bot.notices.tables import Announcement, Delivery, Person
from bot.notices.told import Announced
from knowledge.records.base import Texts


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """What came of it: how many were stopped, how many had been sent."""

    stopped: int
    sent: int


def subject_of(identity: int) -> str:
    """Give the subject of its deliveries."""
    return f"announcement:{identity}"


def announced(row: Announcement) -> Announced:
    """Give its words, as notices are made from them."""
    title, body = cast("Texts", row.title), cast("Texts", row.body)
    return Announced(title, body, row.link, row.made_by)


async def count_receivers(session: AsyncSession, audience: Audience) -> Mapping[str, int]:
    """Count whom it would reach now, by language."""
    reached = receivers(audience).subquery()
    query = (
        select(Person.language, func.count().label("people"))
        .where(Person.id.in_(select(reached.c.id)))
        .group_by(Person.language)
    )
    return {row.language: row.people for row in await session.execute(query)}


async def enqueue(session: AsyncSession, draft: Draft, now: datetime, send_at: datetime) -> int:
    """Keep it for the planner, which hands it out when `send_at` comes; gives its number."""
    row = Announcement(
        audience=draft.audience.model_dump(mode="json"),
        title=dict(draft.title),
        body=dict(draft.body),
        link=draft.link,
        made_by=draft.sender,
        made_at=now,
        send_at=send_at,
    )
    session.add(row)
    await session.flush()
    return row.id


async def withdraw(session: AsyncSession, identity: int, now: datetime) -> Withdrawn | None:
    """Stop what has not gone out yet; None where there is no such announcement."""
    row = await session.get(Announcement, identity)
    if row is None:
        return None
    row.cancelled_at = row.cancelled_at or now
    waiting = (Delivery.subject == subject_of(identity)) & (Delivery.state == "planned")
    drop = update(Delivery).where(waiting).values(state="dropped", outcome="withdrawn")
    stopped = await session.scalars(drop.returning(Delivery.id))
    states = await report(session, identity)
    sent = states["sent"] + states["sending"] + states["uncertain"]
    return Withdrawn(len(stopped.all()), sent)


async def report(session: AsyncSession, identity: int) -> Counter[str]:
    """Count its deliveries by state; nothing before the planner handed it out."""
    query = (
        select(Delivery.state, func.count().label("deliveries"))
        .where(Delivery.kind == "announcement", Delivery.subject == subject_of(identity))
        .group_by(Delivery.state)
    )
    return Counter({row.state: row.deliveries for row in await session.execute(query)})


async def all_announcements(session: AsyncSession) -> tuple[Announcement, ...]:
    """Give them, the latest to be sent first."""
    query = select(Announcement).order_by(Announcement.send_at.desc(), Announcement.id.desc())
    return tuple(await session.scalars(query))
