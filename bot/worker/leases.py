"""Holding on to what this worker sends, and settling what lost workers were sending."""

from collections.abc import Sequence
from datetime import timedelta

from bot.notices.bell import ring
from bot.notices.claims import Lease, renew
from bot.notices.leases import Watch, held_now, reclaim
from bot.notices.means import Means


async def tend_leases(means: Means, watch: Watch, held: Sequence[int], steady: float) -> int:
    """Renew ours, look at all, and settle those that have run out; give how many deliveries."""
    now = means.clock()
    until = now + timedelta(seconds=means.timing.lease)
    async with means.sessions() as session:
        await renew(session, Lease(means.worker, until), held)
        lost = watch.run_out(await held_now(session), steady)
        settled = [await reclaim(session, lease, now) for lease in lost]
        if any(settled):
            await ring(session)
        await session.commit()
    return sum(settled)
