"""What waits to be answered: claimed in order, and written down when it is done.

Of each conversation only the first that is open can be claimed, so that its order is kept
whichever worker takes it. Lower numbers are seen before higher ones, see `bot.intake.intake`.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final, Literal

from sqlalchemy import TextClause, bindparam, case, func, select, text, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.intake.item import Item
from bot.intake.tables import OPEN, WAITING, Received
from bot.notices.claims import Lease


@dataclass(frozen=True, slots=True)
class Claimed:
    """An item in the hands of this worker."""

    id: int
    item: Item
    attempts: int
    """How often it was tried before."""
    reply: str | None
    """What its turn answered, where it was taken before."""


@dataclass(frozen=True, slots=True)
class Finished:
    """What came of one item: done, given up, or to be tried again."""

    id: int
    state: Literal["done", "failed", "waiting"]
    attempts: int = 0
    try_at: datetime | None = None
    """Not before this, where it waits again."""
    outcome: str | None = None


async def claim(
    session: AsyncSession, channels: Sequence[str], most: int, now: datetime, lease: Lease
) -> list[Claimed]:
    """Take up to so many that are due, oldest first. They are held once the caller committed."""
    values = {
        "channels": list(channels),
        "most": most,
        "now": now,
        "worker": lease.worker,
        "lease_until": lease.until,
    }
    found = await session.execute(_CLAIM[session.get_bind().dialect.name], values)
    return [_claimed(row) for row in sorted(found, key=lambda row: row.id)]


async def is_any_due(session: AsyncSession, now: datetime) -> bool:
    """Tell whether there may be something to claim, without writing."""
    due = select(Received.id).where(WAITING, Received.try_at <= now)
    return bool(await session.scalar(select(due.exists())))


async def keep_replies(session: AsyncSession, worker: str, replies: Mapping[int, str]) -> bool:
    """Keep what turns answered, by item, in the transaction of those turns.

    False where an item is no longer this worker's, or its turn has been taken: then none of them
    must be kept.
    """
    if not replies:
        return True
    rows = [{"claimed": it, "holder": worker, "new_reply": told} for it, told in replies.items()]
    connection = await session.connection()  # the session would take the list for rows to map
    return (await connection.execute(_KEEP, rows)).rowcount == len(rows)


async def finish(session: AsyncSession, worker: str, finished: Sequence[Finished]) -> None:
    """Write what came of items, as far as they are still this worker's.

    One that was given up for lost is, until another worker takes it.
    """
    alike: dict[Finished, list[int]] = {}
    for it in finished:
        alike.setdefault(replace(it, id=0), []).append(it.id)
    connection = await session.connection()
    for came, items in alike.items():  # nearly all are simply done
        await connection.execute(_FINISH, _values(came, items, worker))


async def held_now(session: AsyncSession) -> list[Lease]:
    """Give the leases of all workers."""
    found = await session.execute(
        select(Received.worker, Received.lease_until)
        .where(OPEN, Received.state == "working")
        .distinct()
    )
    return [Lease(name, until) for name, until in found if name and until]


async def reclaim(session: AsyncSession, lost: Lease, now: datetime) -> int:
    """Let others go on with what a lost worker had in its hands; give how many items."""
    found = await session.execute(
        update(Received)
        .where(
            OPEN,
            Received.state == "working",
            Received.worker == lost.worker,
            Received.lease_until == lost.until,
        )
        .values(state="waiting", attempts=Received.attempts + 1, try_at=now)
        .returning(Received.id)
    )
    return len(found.all())


async def release(session: AsyncSession, worker: str, held: Collection[int]) -> None:
    """Put back what is ours without our knowing, since the transaction that claimed it broke off.

    Only the one who claims under this name may call it, between claims.
    """
    await session.execute(
        update(Received)
        .where(OPEN, Received.state == "working", Received.worker == worker)
        .where(Received.id.not_in(held))
        .values(state="waiting", worker=None, lease_until=None)
    )


def _claimed(row: Any) -> Claimed:
    item = Item(row.channel, row.key, row.conversation, row.payload, row.received_at, row.stamp)
    return Claimed(row.id, item, row.attempts, row.reply)


def _values(came: Finished, items: Sequence[int], worker: str) -> dict[str, Any]:
    return {
        "items": items,
        "holder": worker,
        "new_state": came.state,
        "new_attempts": came.attempts,
        "new_try_at": came.try_at,
        "new_outcome": came.outcome,
    }


# Read in the order of arrival, so that few rows are read however many wait: joining an empty text
# keeps both databases from their index by channel. And not by NOT EXISTS: of that PostgreSQL makes
# a join, which takes minutes as long as it has no statistics of the table.
_FIRST_OPEN: Final = """
        SELECT id FROM received AS it
        WHERE state = 'waiting' AND try_at <= :now AND channel || '' IN :channels AND id = (
            SELECT min(id) FROM received AS first
            WHERE first.channel = it.channel AND first.conversation = it.conversation
            AND first.state IN ('waiting', 'working'))
        ORDER BY id LIMIT :most"""

_DUE: Final = {
    # Rows that another worker is taking are skipped; those behind them see them as open still.
    "postgresql": f"= ANY (ARRAY({_FIRST_OPEN} FOR UPDATE SKIP LOCKED))",
    # The statement is one write, and SQLite lets only one go on at a time.
    "sqlite": f"IN ({_FIRST_OPEN})",
}


def _claim_in(dialect: str) -> TextClause:
    moment = Received.received_at.type
    statement = text(
        "UPDATE received SET state = 'working', worker = :worker, lease_until = :lease_until "  # noqa: S608
        f"WHERE id {_DUE[dialect]} "
        f"RETURNING {', '.join(column.name for column in _CLAIMED)}"
    )
    return statement.bindparams(
        bindparam("now", type_=moment),
        bindparam("lease_until", type_=moment),
        bindparam("channels", expanding=True),
    )


_CLAIMED: Final = (
    Received.id,
    Received.channel,
    Received.key,
    Received.conversation,
    Received.payload,
    Received.received_at,
    Received.stamp,
    Received.attempts,
    Received.reply,
)
_CLAIM: Final = {dialect: _claim_in(dialect).columns(*_CLAIMED) for dialect in _DUE}

_KEEP: Final = (
    update(Received)
    .where(Received.id == bindparam("claimed"), Received.worker == bindparam("holder"))
    .where(Received.state == "working", Received.reply.is_(None))
    .values(reply=bindparam("new_reply"))
)
_WAITS: Final = bindparam("new_state") == "waiting"
_FINISH: Final = (
    update(Received)
    .where(Received.id.in_(bindparam("items", expanding=True)))
    .where(OPEN, Received.worker == bindparam("holder"))
    .values(
        state=bindparam("new_state"),
        attempts=bindparam("new_attempts"),
        try_at=func.coalesce(bindparam("new_try_at", type_=Received.try_at.type), Received.try_at),
        outcome=bindparam("new_outcome"),
        worker=None,
        lease_until=None,
        # Nothing of what was said or answered outlives its answer.
        conversation=case((_WAITS, Received.conversation), else_=""),
        payload=case((_WAITS, Received.payload), else_=""),
        reply=case((_WAITS, Received.reply), else_=None),
    )
)
