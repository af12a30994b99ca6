"""One run of the planner: what it works with, and how it writes deliveries."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, cast

from sqlalchemy import ColumnElement, CursorResult, Select, String, literal, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.database import insert
from bot.notices.tables import Delivery, Person
from bot.notices.vocabulary import PRIORITY, NoticeKind
from knowledge.base import KnowledgeBase
from knowledge.tables import UtcDateTime


@dataclass(frozen=True, slots=True)
class Occasion:
    """What is to be told, whoever it is told to. Moments are aware."""

    kind: NoticeKind
    subject: str
    lead: str
    due_at: datetime
    useful_until: datetime | None
    told: str | None = None
    """The date that it tells, as `Delivery.told`."""


@dataclass(slots=True)
class Planning:
    """One run, in one transaction: plans what is due after `start` and not after `now`."""

    session: AsyncSession
    kb: KnowledgeBase
    start: datetime
    now: datetime
    written: Counter[NoticeKind] = field(default_factory=Counter)
    """How many deliveries were written, by kind."""

    def is_due(self, moment: datetime) -> bool:
        """Tell whether a moment falls into this run."""
        return self.start < moment <= self.now

    async def tell(self, occasion: Occasion, readers: Select[int, str]) -> None:
        """Write one delivery for each reader who has none about this and whom a channel reaches.

        `readers` gives person and reason (as in `Delivery.because`).
        """
        found, moment = readers.subquery(), UtcDateTime()
        person, because = found.c
        values: dict[str, ColumnElement[Any]] = {
            "kind": literal(occasion.kind),
            "subject": literal(occasion.subject),
            "lead": literal(occasion.lead),
            "person_id": person,
            "because": because,
            "channel": Person.__table__.c.channel,
            "priority": literal(PRIORITY[occasion.kind]),
            "due_at": literal(occasion.due_at, moment),
            "try_at": literal(occasion.due_at, moment),
            "useful_until": literal(occasion.useful_until, moment),
            "told": literal(occasion.told, String()),
        }
        rows = select(*values.values()).join(Person, Person.id == person)
        reached = rows.where(Person.channel.is_not(None))
        new = insert(self.session, Delivery)
        statement = new.from_select(list(values), reached, include_defaults=False)
        counted = statement.on_conflict_do_nothing().execution_options(preserve_rowcount=True)
        result = cast("CursorResult[Any]", await self.session.execute(counted))
        if result.rowcount:
            self.written[occasion.kind] += result.rowcount
