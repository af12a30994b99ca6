"""What comes round by the clock. The scheduler only rings; what is due is for the database."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.faults import report

_JUMP: Final = 60.0
"""Seconds; a clock is set right by less all the time."""
_LET_GO_SECONDS: Final = 5.0


@dataclass(frozen=True, slots=True)
class Job:
    """Something to do again and again."""

    name: str
    every: timedelta
    do: Callable[[datetime], Awaitable[object]]
    """Gets the present moment. Safe to be done by several workers at the same time."""


class Schedule:
    """Rings for jobs, first at once and then each time their span has passed."""

    def __init__(self, jobs: Iterable[Job], clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._going_on: set[asyncio.Task[object]] = set()
        self._ahead: float | None = None
        """How far the wall clock was ahead of the steady one, in seconds."""
        self._scheduler = AsyncIOScheduler(
            timezone=UTC,
            job_defaults={
                # However late, a job is still done: it looks for all that has become due since.
                "misfire_grace_time": None,
                # For the same reason once is enough, however often it was missed.
                "coalesce": True,
                # A slow round is not overtaken by the next: it would only wait for its locks.
                "max_instances": 1,
            },
        )
        for job in jobs:
            self._scheduler.add_job(
                self._do,
                "interval",
                seconds=job.every.total_seconds(),
                args=[job],
                id=job.name,
                next_run_time=datetime.now(UTC),
            )

    def start(self) -> None:
        """Begin to ring, in the running loop."""
        self._scheduler.start()

    def check_clock(self, steady: float) -> None:
        """Ring for all at once where the wall clock was set back; to be asked every few seconds.

        The scheduler would wait for the time that it had in mind, be it hours or years away.
        """
        now = datetime.now(UTC)
        before, self._ahead = self._ahead, now.timestamp() - steady
        if before is not None and self._ahead < before - _JUMP:
            for job in self._scheduler.get_jobs():
                job.modify(next_run_time=now)

    async def stop(self) -> None:
        """Ring no more, and break off what is being done; each job is one transaction or none."""
        self._scheduler.shutdown(wait=False)
        if self._going_on:  # until they have let go of their connections
            await asyncio.wait(self._going_on, timeout=_LET_GO_SECONDS)

    async def _do(self, job: Job) -> None:
        """One job's fault never stops the others, nor its own next time."""
        if task := asyncio.current_task():
            self._going_on.add(task)
            task.add_done_callback(self._going_on.discard)
        try:
            await job.do(self._clock())
        except asyncio.CancelledError:
            return  # broken off at the stop, which is no fault that the scheduler should log
        except Exception as fault:
            report(fault, f"job {job.name}")
