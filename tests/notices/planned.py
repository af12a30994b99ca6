"""Two small regions whose dates tests plan, and people who follow them."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.notices.tables import Delivery, Subscription
from bot.notices.vocabulary import DEFAULT_LEADS, Lead
from knowledge.base import KnowledgeBase
from knowledge.records.base import Record
from knowledge.records.places import Region
from tests.knowledge.make import NORD, programme, texts
from tests.notices.people import make_person

Sessions = async_sessionmaker[AsyncSession]

SYD = Region(
    id="syd",
    verified=True,
    names=texts("Syd"),
    country="SE",
    zone="Europe/Stockholm",
    language="sv",
    partnership=texts("samarbetet"),
)
START = datetime(2026, 1, 1, tzinfo=UTC)
"""Before all that tests plan; people followed since then."""


def known(*records: Record, revision: int = 1) -> KnowledgeBase:
    """Knowledge of the two regions, of the programme ``p``, and of what a test adds."""
    return KnowledgeBase((NORD, SYD, programme(), *records), revision)


def utc(moment: str) -> datetime:
    """A moment in UTC: ``2027-03-01T07:00``."""
    return datetime.fromisoformat(moment).replace(tzinfo=UTC)


async def follower(
    sessions: Sessions,
    *wishes: tuple[str, str] | dict[str, Any],
    leads: Lead = DEFAULT_LEADS,
    since: datetime = START,
    **person: Any,
) -> int:
    """Make a person in ``nord``, reached by e-mail, who follows some things."""
    async with sessions() as session:
        made = await make_person(session, "email", **({"region": "nord"} | person))
        for wish in wishes:
            values = (
                wish
                if isinstance(wish, dict)
                else dict(zip(("kind", "subject"), wish, strict=True))
            )
            given = {"person_id": made, "leads": int(leads), "created_at": since}
            session.add(Subscription(**(given | values)))
        await session.commit()
    return made


async def planned(sessions: Sessions, *kinds: str) -> list[Delivery]:
    """Give all deliveries of some kinds, of all without any, in the order written."""
    async with sessions() as session:
        rows = await session.scalars(select(Delivery).order_by(Delivery.id))
        return [row for row in rows if not kinds or row.kind in kinds]


def told(rows: Iterable[Delivery]) -> list[tuple[str, str, str]]:
    """Give who is told what by which lead time, for a person each."""
    return sorted((row.kind, row.subject, row.lead) for row in rows)
