"""Claims of workers that were lost: found without trusting any clock, and settled.

A lease is watched, not read. It has run out when another worker has seen it unchanged for as long
as it lasts, on its own steady clock. So a clock that jumps or differs cuts no lease short and
stretches none.
"""

import logging
from collections.abc import Iterable
from datetime import datetime
from typing import Final

from sqlalchemy import case, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.notices.backoff import MOST_TRIES
from bot.notices.claims import Lease
from bot.notices.tables import Delivery
from bot.notices.vocabulary import DEADLINE_KINDS, Because

_log = logging.getLogger(__name__)

_LOST: Final[Because] = "lost"


class Watch:
    """What one worker has seen of the others' leases."""

    def __init__(self, lasts: float) -> None:
        """`lasts` is how long a lease holds without being renewed, in seconds."""
        self._lasts = lasts
        self._first_seen: dict[Lease, float] = {}
        self._looked = float("-inf")

    def run_out(self, held: Iterable[Lease], steady: float) -> list[Lease]:
        """Tell which of the leases held now have run out; `steady` is a monotonic clock.

        After a long gap between looks the watch begins anew: while we did not look, because the
        database or this process stood still, the others may not have been able to renew.
        """
        if steady - self._looked > self._lasts / 2:
            self._first_seen = {}
        self._looked = steady
        self._first_seen = {it: self._first_seen.get(it, steady) for it in held}
        return [it for it, since in self._first_seen.items() if steady - since >= self._lasts]


async def held_now(session: AsyncSession) -> list[Lease]:
    """Give all leases. Our own are renewed before each look, so that they never run out."""
    found = await session.execute(
        select(Delivery.worker, Delivery.lease_until).where(Delivery.state == "sending").distinct()
    )
    return [Lease(name, until) for name, until in found if name and until]


async def reclaim(session: AsyncSession, lost: Lease, now: datetime) -> int:
    """Settle what a lost worker was sending: each may have gone out, or not.

    Deadlines wait to be sent again, marked as repeated; the rest is left as uncertain. One that
    was lost as often as one may try at all is given up: it may be what kills the workers. Gives
    how many there were.
    """
    repeat = Delivery.kind.in_(DEADLINE_KINDS)
    spent = Delivery.attempts + 1 >= MOST_TRIES
    settled = await session.execute(
        update(Delivery)
        .where(
            Delivery.state == "sending",
            Delivery.worker == lost.worker,
            Delivery.lease_until == lost.until,
        )
        .values(
            state=case((repeat & spent, "dead"), (repeat, "planned"), else_="uncertain"),
            repeated=True,
            attempts=Delivery.attempts + 1,
            try_at=now,
            outcome=_LOST,
        )
        .returning(Delivery.id)
    )
    count = len(settled.all())
    if count:
        _log.warning("worker %s was lost with %d deliveries under way", lost.worker, count)
    return count
