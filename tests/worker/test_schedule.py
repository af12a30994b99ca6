"""What comes round: at once, again, and whatever goes wrong with it or with the clock."""

import asyncio
import logging
from datetime import datetime, timedelta

import pytest

from bot.worker.schedule import Job, Schedule
from tests.notices.people import NOON

HOURLY = timedelta(hours=1)


class Rung:
    """Counts how often it was rung for, and can be waited for."""

    def __init__(self) -> None:
        self.at: list[datetime] = []
        self._semaphore = asyncio.Semaphore(0)

    async def __call__(self, now: datetime) -> None:
        self.at.append(now)
        self._semaphore.release()

    async def again(self) -> None:
        await self._semaphore.acquire()


async def test_it_rings_at_once_and_then_each_time_the_span_has_passed() -> None:
    often, hourly = Rung(), Rung()
    jobs = [Job("often", timedelta(milliseconds=5), often), Job("hourly", HOURLY, hourly)]
    schedule = Schedule(jobs, lambda: NOON)
    schedule.start()
    for _ in range(4):
        await often.again()
    await hourly.again()
    await schedule.stop()
    assert hourly.at == [NOON]
    assert set(often.at) == {NOON}


async def test_a_job_that_fails_is_logged_by_type_and_rung_for_again(
    caplog: pytest.LogCaptureFixture,
) -> None:
    fine, tried, address = Rung(), asyncio.Semaphore(0), "kari@example.org"

    async def fail(now: datetime) -> None:
        tried.release()
        raise ValueError(address)

    often = timedelta(milliseconds=5)
    with caplog.at_level(logging.ERROR):
        schedule = Schedule([Job("bad", often, fail), Job("fine", often, fine)], lambda: NOON)
        schedule.start()
        for _ in range(3):
            await tried.acquire()
            await fine.again()
        await schedule.stop()
    assert "during job bad: ValueError" in caplog.text
    assert address not in caplog.text


async def test_a_job_is_never_overtaken_by_itself() -> None:
    under_way, most = 0, 0
    enough, others = asyncio.Event(), Rung()

    async def slow(now: datetime) -> None:
        nonlocal under_way, most
        under_way += 1
        most = max(most, under_way)
        await enough.wait()
        under_way -= 1

    often = timedelta(milliseconds=2)
    schedule = Schedule([Job("slow", often, slow), Job("others", often, others)], lambda: NOON)
    logging.getLogger("apscheduler").setLevel(logging.ERROR)
    schedule.start()
    for _ in range(10):
        await others.again()
    enough.set()
    await schedule.stop()
    assert most == 1


async def test_a_clock_set_back_does_not_silence_the_bell() -> None:
    rung = Rung()
    schedule = Schedule([Job("hourly", HOURLY, rung)], lambda: NOON)
    schedule.start()
    await rung.again()
    schedule.check_clock(steady=0.0)
    schedule.check_clock(steady=5.0)
    assert len(rung.at) == 1
    schedule.check_clock(steady=7200.0)  # the wall clock did not follow: it was set back
    await rung.again()
    await schedule.stop()


async def test_stopping_breaks_off_what_is_being_done() -> None:
    begun, broken = asyncio.Event(), asyncio.Event()

    async def endless(now: datetime) -> None:
        begun.set()
        try:
            await asyncio.Event().wait()
        finally:
            broken.set()

    schedule = Schedule([Job("endless", HOURLY, endless)], lambda: NOON)
    schedule.start()
    await begun.wait()
    await schedule.stop()
    await broken.wait()
