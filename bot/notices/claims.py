"""Deliveries in the hands of workers: claimed before the call, recorded after it.

A claim is the state ``sending`` with the worker's name and a lease, committed before anything goes
out. So a worker that is lost leaves a trace of everything that it may have sent.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from typing import Any, Final, cast

from sqlalchemy import CursorResult, TextClause, bindparam, func, or_, text, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.notices.prepared import Claim
from bot.notices.tables import Delivery
from bot.notices.vocabulary import PRIORITY, DeliveryState

URGENT: Final = 0
"""The priority of what somebody in a conversation waits for."""
LOWEST: Final = max(PRIORITY.values())


@dataclass(frozen=True, slots=True)
class Lease:
    """Who holds a claim, and until when unless it is renewed."""

    worker: str
    until: datetime


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one claim; moments and names that are empty stay as they were."""

    id: int
    state: DeliveryState
    attempts: int
    repeated: bool
    because: str | None = None
    try_at: datetime | None = None
    sent_at: datetime | None = None
    told: str | None = None
    reference: str | None = None


async def claim(
    session: AsyncSession, channel: str, most: int, now: datetime, lease: Lease, lowest: int
) -> list[Claim]:
    """Take up to so many due deliveries of a channel, the most urgent and oldest first.

    `lowest` is the last priority that may be taken. They are held once the caller has committed.
    """
    values = {
        "channel": channel,
        "most": most,
        "now": now,
        "lowest": lowest,
        "worker": lease.worker,
        "lease_until": lease.until,
    }
    found = await session.execute(_CLAIM[session.get_bind().dialect.name], values)
    rows = sorted(found, key=lambda row: (row.priority, row.try_at, row.id))
    return [Claim(*row[: len(_CLAIMED)]) for row in rows]


async def record(session: AsyncSession, worker: str, outcomes: Sequence[Outcome]) -> int:
    """Write what came of claims; give how many were still this worker's to write.

    A claim that was given up for lost is still ours until another worker takes it: what is known
    now goes before what was feared.
    """
    if not outcomes:
        return 0
    if session.get_bind().dialect.name == "postgresql":
        lists = {name: [getattr(it, name) for it in outcomes] for name in _TYPES}
        done = await session.execute(_RECORD, {"holder": worker, **lists})
    else:
        # Through the connection: the session would take the list for rows of the mapper.
        connection = await session.connection()
        each = [
            {"holder": worker, **{f"new_{k}": v for k, v in asdict(it).items()}} for it in outcomes
        ]
        done = await connection.execute(_RECORD_EACH, each)
    return cast("CursorResult[Any]", done).rowcount


async def renew(session: AsyncSession, lease: Lease, held: Sequence[int]) -> None:
    """Hold on to what this worker has in its hands."""
    await session.execute(
        update(Delivery)
        .where(Delivery.state == "sending", Delivery.worker == lease.worker)
        .where(Delivery.id.in_(held))
        .values(lease_until=lease.until)
    )


async def release(session: AsyncSession, worker: str, channel: str, held: Sequence[int]) -> None:
    """Put back claims that are ours without our knowing, since their transaction broke off.

    Nothing of them was sent. Only the one who claims in this channel may call it, between claims.
    """
    await session.execute(
        update(Delivery)
        .where(Delivery.state == "sending", Delivery.worker == worker)
        .where(Delivery.channel == channel, Delivery.id.not_in(held))
        .values(state="planned", worker=None, lease_until=None)
    )


_TYPES: Final = {
    "id": "bigint",
    "state": "text",
    "attempts": "smallint",
    "repeated": "boolean",
    "because": "text",
    "try_at": "timestamptz",
    "sent_at": "timestamptz",
    "told": "text",
    "reference": "text",
}
_CLAIMED: Final = tuple(getattr(Delivery, field.name) for field in fields(Claim))

_DUE: Final = {
    # Level by level, each a range of the index, so that what waits for later is never read. Rows
    # that another worker is taking are skipped, not waited for.
    "postgresql": """= ANY (ARRAY(
        SELECT due.id FROM generate_series(0, CAST(:lowest AS integer)) AS level
        CROSS JOIN LATERAL (
            SELECT id FROM delivery
            WHERE state = 'planned' AND channel = :channel AND priority = level AND try_at <= :now
            ORDER BY try_at LIMIT :most FOR UPDATE SKIP LOCKED
        ) AS due LIMIT :most))""",
    # The statement is one write, and SQLite lets only one go on at a time.
    "sqlite": """IN (
        SELECT id FROM delivery
        WHERE state = 'planned' AND channel = :channel AND priority <= :lowest AND try_at <= :now
        ORDER BY priority, try_at LIMIT :most)""",
}


def _claim_in(dialect: str) -> TextClause:
    moment = Delivery.try_at.type
    columns = ", ".join(column.name for column in (*_CLAIMED, Delivery.priority, Delivery.try_at))
    return text(
        "UPDATE delivery SET state = 'sending', worker = :worker, lease_until = :lease_until "  # noqa: S608
        f"WHERE id {_DUE[dialect]} RETURNING {columns}"
    ).bindparams(bindparam("now", type_=moment), bindparam("lease_until", type_=moment))


_CLAIM: Final = {
    dialect: _claim_in(dialect).columns(*_CLAIMED, Delivery.priority, Delivery.try_at)
    for dialect in _DUE
}

_LISTS: Final = ", ".join(f"(SELECT CAST(:{it} AS {kind}[]))" for it, kind in _TYPES.items())
# One statement for all: a row of arrays is quicker to send and to run than a thousand updates.
# Behind SELECT their length is hidden from the planner, which then goes row by row through the
# primary key instead of through the whole table.
_RECORD: Final = text(
    "UPDATE delivery AS d SET state = o.state, attempts = o.attempts, repeated = o.repeated, "  # noqa: S608
    "outcome = o.because, try_at = coalesce(o.try_at, d.try_at), sent_at = o.sent_at, "
    "told = coalesce(o.told, d.told), reference = o.reference, worker = NULL, lease_until = NULL "
    f"FROM unnest({_LISTS}) AS o ({', '.join(_TYPES)}) "
    "WHERE d.id = o.id AND d.worker = :holder AND d.state IN ('sending', 'planned', 'uncertain')"
)
_RECORD_EACH: Final = (
    update(Delivery)
    .where(Delivery.id == bindparam("new_id"), Delivery.worker == bindparam("holder"))
    .where(or_(*(Delivery.state == state for state in ("sending", "planned", "uncertain"))))
    .values(
        state=bindparam("new_state"),
        attempts=bindparam("new_attempts"),
        repeated=bindparam("new_repeated"),
        outcome=bindparam("new_because"),
        try_at=func.coalesce(bindparam("new_try_at", type_=Delivery.try_at.type), Delivery.try_at),
        sent_at=bindparam("new_sent_at"),
        told=func.coalesce(bindparam("new_told"), Delivery.told),
        reference=bindparam("new_reference"),
        worker=None,
        lease_until=None,
    )
)
