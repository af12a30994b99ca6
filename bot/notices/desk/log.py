"""What was sent, what was not, and why: the log that its reader may see."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.notices.tables import Delivery
from bot.notices.vocabulary import CODES, STOPPED, DeliveryState, NoticeKind


@dataclass(frozen=True, slots=True)
class Entry:
    """One delivery as its reader may see it; a code is never among what is shown."""

    id: int
    kind: NoticeKind
    subject: str
    lead: str
    because: str
    state: DeliveryState
    channel: str | None
    due_at: datetime
    sent_at: datetime | None
    outcome: str | None


async def read_log(session: AsyncSession, person: int, limit: int) -> tuple[Entry, ...]:
    """Give the latest that was told or not, newest first; not what the reader stopped."""
    mine, came = Delivery.person_id == person, Delivery.state != "planned"
    kept = func.coalesce(Delivery.outcome, "") != STOPPED
    return await _read(session, limit, mine, came, kept)


async def read_letters(session: AsyncSession, person: int, limit: int) -> tuple[Entry, ...]:
    """Give the latest weekly letters, the silent ones too, newest first."""
    letters = Delivery.kind.in_(("digest", "overview"))
    return await _read(session, limit, Delivery.person_id == person, letters)


async def read_ahead(session: AsyncSession, person: int) -> tuple[Entry, ...]:
    """Give what was asked for by day (put off, steps of plans), nearest first."""
    chosen = Delivery.kind.in_(("snoozed", "step")) & (Delivery.state == "planned")
    found = await _read(session, 100, Delivery.person_id == person, chosen)
    return tuple(sorted(found, key=lambda it: it.due_at))


async def read_told(session: AsyncSession, person: int, delivery: int | None) -> Entry | None:
    """Give one delivery of this person: the one with that id, or the latest about a date."""
    about = (
        Delivery.id == delivery
        if delivery is not None
        else Delivery.subject.like("call:%")
        | Delivery.subject.like("event:%")
        | Delivery.subject.like("programme:%")
    )
    told = Delivery.state.in_(("sent", "uncertain", "planned", "sending"))
    found = await _read(session, 1, Delivery.person_id == person, about, told)
    return found[0] if found else None


async def _read(
    session: AsyncSession, limit: int, *where: ColumnElement[bool]
) -> tuple[Entry, ...]:
    columns = [getattr(Delivery, name) for name in Entry.__slots__]
    rows = await session.execute(
        select(*columns)
        .where(Delivery.kind.not_in(CODES), *where)
        .order_by(Delivery.due_at.desc(), Delivery.id.desc())
        .limit(limit)
    )
    return tuple(Entry(*row) for row in rows)
