"""One worker: a dispatcher for each channel, its leases, the bell, and what comes round."""

import asyncio
import os
import secrets
import socket
from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncEngine

from bot.faults import report
from bot.notices.dispatcher import Dispatcher
from bot.notices.leases import Watch
from bot.notices.means import Means
from bot.notices.notice import Sender
from bot.worker.leases import tend_leases
from bot.worker.listen import listen
from bot.worker.schedule import Job, Schedule


def worker_name() -> str:
    """Give a name that no other process has or ever had, and that tells an operator where."""
    return f"{socket.gethostname()[:32]}:{os.getpid()}:{secrets.token_hex(4)}"


async def run_worker(
    engine: AsyncEngine,
    means: Means,
    senders: Sequence[Sender],
    jobs: Sequence[Job],
    stopped: asyncio.Event,
) -> None:
    """Work until `stopped` is set; then finish the calls under way and claim nothing more.

    Any number of workers share one database.
    """
    dispatchers = [Dispatcher(means, sender) for sender in senders]
    schedule = Schedule(jobs, means.clock)

    def wake() -> None:
        for dispatcher in dispatchers:
            dispatcher.wake()

    async with asyncio.TaskGroup() as group:
        sending = [group.create_task(dispatcher.run()) for dispatcher in dispatchers]
        tending = group.create_task(_tend(means, dispatchers, schedule))
        listening = group.create_task(listen(engine, wake))
        schedule.start()
        await stopped.wait()
        for dispatcher in dispatchers:
            dispatcher.stop()
        await asyncio.gather(schedule.stop(), *sending)
        tending.cancel()  # not before: the calls under way still need their leases
        listening.cancel()


async def _tend(means: Means, dispatchers: Sequence[Dispatcher], schedule: Schedule) -> None:
    """Look after leases and clock every few seconds.

    By the loop's own steady clock and not by the scheduler: that goes by the wall clock, and one
    set back would leave our leases unrenewed.
    """
    steady, watch = asyncio.get_running_loop().time, Watch(means.timing.lease)
    while True:
        await asyncio.sleep(means.timing.renew)
        schedule.check_clock(steady())
        held = [number for dispatcher in dispatchers for number in dispatcher.held]
        try:
            await tend_leases(means, watch, held, steady())
        except Exception as fault:
            report(fault, "tending leases")
