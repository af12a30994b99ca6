"""Notices that a person asks for by day: a reminder put off, the steps of a plan."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.database import insert
from bot.notices.tables import Delivery, Person
from bot.notices.vocabulary import PRIORITY, STOPPED, NoticeKind


@dataclass(frozen=True, slots=True)
class Later:
    """One notice to come: what kind, about what, and when."""

    kind: NoticeKind
    subject: str
    lead: str
    because: str
    due_at: datetime


async def write_later(
    session: AsyncSession, person: int, notices: Iterable[Later]
) -> tuple[int, ...]:
    """Plan each once, and give the ids; one that was taken back or told is planned again."""
    written: list[int] = []
    channel = await session.scalar(select(Person.channel).where(Person.id == person))
    for it in notices:
        due = {"due_at": it.due_at, "try_at": it.due_at, "channel": channel, "state": "planned"}
        values = {"kind": it.kind, "subject": it.subject, "lead": it.lead, "because": it.because}
        again = {**due, "sent_at": None, "outcome": None, "attempts": 0}
        row = await session.execute(
            insert(session, Delivery)
            .values(person_id=person, priority=PRIORITY[it.kind], **values, **due)
            .on_conflict_do_update(
                index_elements=["kind", "subject", "lead", "person_id"], set_=again
            )
            .returning(Delivery.id)
        )
        written.append(row.scalar_one())
    return tuple(written)


async def take_back(session: AsyncSession, person: int, kind: NoticeKind, subject: str) -> bool:
    """Send none of what waits of a kind about a subject; tell whether anything did."""
    gone = await session.scalars(
        update(Delivery)
        .where(Delivery.person_id == person, Delivery.kind == kind, Delivery.subject == subject)
        .where(Delivery.state == "planned")
        .values(state="dropped", outcome=STOPPED)
        .returning(Delivery.id)
    )
    return bool(gone.all())
