"""Workers that are lost or taken for lost, and databases that are gone for a while."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker

from bot.intake.answers import Answers, Pace
from bot.intake.intake import Intake
from bot.intake.item import Work
from bot.intake.queue import claim, held_now, reclaim
from bot.notices.claims import Lease
from bot.notices.notice import TryLaterError
from tests.intake.channel import (
    NOW,
    Ears,
    answers,
    said,
    still_open,
    take,
    turns,
    work_off,
)

Sessions = async_sessionmaker[AsyncSession]
OFTEN = Pace(poll=0.01, watch=0.01)


# Workers that are lost, or taken for lost.


async def claimed_by(sessions: Sessions, worker: str, until: datetime = NOW) -> None:
    """A worker claims, and is never heard of again."""
    async with sessions.begin() as session:
        assert await claim(session, ["ears"], 8, NOW, Lease(worker, until))


async def take_for_lost(sessions: Sessions) -> None:
    async with sessions.begin() as session:
        for lease in await held_now(session):
            await reclaim(session, lease, NOW)


class Slow(Ears):
    """Begins only when it is told to."""

    def __init__(self) -> None:
        super().__init__()
        self.begin = asyncio.Event()

    async def answer(self, work: Work) -> None:
        await self.begin.wait()
        await super().answer(work)


async def test_one_that_was_taken_for_lost_takes_no_turn(sessions: Sessions) -> None:
    ears, late = Ears(), Slow()
    slow, other = answers(sessions, late, worker="slow"), answers(sessions, ears, worker="other")
    await take(sessions, "hei")
    await slow.round()
    await take_for_lost(sessions)
    await other.round()
    late.begin.set()
    await slow.finish()
    await other.finish()
    assert (ears.answered, late.answered, late.apologies) == (["hei"], [], [])
    assert await turns(sessions) == {"a": ["hei"]}


async def test_a_turn_that_both_take_is_kept_once(sessions: Sessions) -> None:
    """Also where both go by one name, as when a worker takes itself for lost."""
    ears, late = Ears(TryLaterError("busy")), Slow()
    slow, other = answers(sessions, late), answers(sessions, ears)
    await take(sessions, "hei")
    await slow.round()
    await take_for_lost(sessions)
    await work_off(other)
    async with sessions.begin() as session:
        await claim(session, ["ears"], 8, NOW + timedelta(minutes=1), Lease("worker", NOW))
    late.begin.set()
    await slow.finish()
    assert late.answered == []
    assert await turns(sessions) == {"a": ["hei"]}


async def test_one_that_was_taken_for_lost_and_is_not_records_what_it_did(
    sessions: Sessions,
) -> None:
    ears = Ears()
    slow, other = (answers(sessions, ears, worker=name) for name in ("slow", "other"))
    await take(sessions, "hei")
    await slow.round()
    await ears.wait_for(1)
    await take_for_lost(sessions)
    await slow.finish()
    await work_off(other)
    assert ears.answered == ["hei"]


async def test_what_workers_are_lost_with_again_and_again_is_given_up(sessions: Sessions) -> None:
    ears = Ears()
    await take(sessions, "kills")
    for number in range(5):
        await claimed_by(sessions, f"{number}")
        await take_for_lost(sessions)
    await work_off(answers(sessions, ears))
    assert [text for text, _ in ears.apologies] == ["kills"]
    assert ears.answered == []


@contextlib.asynccontextmanager
async def running(worker: Answers) -> AsyncIterator[None]:
    task = asyncio.create_task(worker.run())
    yield
    worker.stop()
    await task


async def test_leases_are_watched_and_not_read(sessions: Sessions) -> None:
    """A lost worker whose clock was years ahead is found out."""
    ears = Ears()
    await take(sessions, "hei")
    await claimed_by(sessions, "lost", NOW + timedelta(days=999))
    async with running(answers(sessions, ears, pace=replace(OFTEN, lease=1))):
        await ears.wait_for(1)
    assert ears.answered == ["hei"]


async def test_a_lease_that_ran_out_by_the_clock_alone_is_left_alone(sessions: Sessions) -> None:
    ears = Ears()
    await take(sessions, "in work", "behind it")
    await claimed_by(sessions, "works", NOW - timedelta(days=999))
    await take(sessions, "beside it", conversation="b")
    async with running(answers(sessions, ears, pace=OFTEN)):
        await ears.wait_for(1)
    assert ears.answered == ["beside it"]


# The database.


class Statements:
    """What goes to a database, and a fault at a commit when one is wanted."""

    def __init__(self, engine: AsyncEngine) -> None:
        self.seen: list[str] = []
        self.fails = False
        self.looked = asyncio.Semaphore(0)
        event.listen(engine.sync_engine, "before_cursor_execute", self._see)
        event.listen(engine.sync_engine, "commit", self._commit)

    def _see(self, _c: Any, _u: Any, statement: str, *_: Any) -> None:
        self.seen.append(statement.split(maxsplit=1)[0])
        self.looked.release()

    def _commit(self, _: Any) -> None:
        if self.fails:
            raise ConnectionResetError


async def test_who_has_nothing_to_do_does_not_write(
    engine: AsyncEngine, sessions: Sessions
) -> None:
    statements, worker = Statements(engine), answers(sessions, Ears(), pace=OFTEN)
    async with running(worker):
        for _ in range(12):
            await statements.looked.acquire()
    assert statements.seen.count("SELECT") > 4
    assert statements.seen.count("UPDATE") == 1  # when it began


async def test_a_database_that_is_gone_for_a_while_is_waited_for(
    engine: AsyncEngine, sessions: Sessions
) -> None:
    statements, ears = Statements(engine), Ears()
    worker = answers(sessions, ears, pace=OFTEN)
    intake = Intake(sessions, worker.wake)
    async with running(worker):
        await intake.take(said("before"))
        await ears.wait_for(1)
        statements.fails = True
        with pytest.raises(ConnectionResetError):
            await intake.take(said("meanwhile"))
        statements.fails = False
        assert await intake.take(said("meanwhile"))  # the platform sends it again
        await ears.wait_for(2)
    assert ears.answered == ["before", "meanwhile"]
    assert await still_open(sessions) == 0


async def test_what_was_claimed_without_our_knowing_is_put_back(
    engine: AsyncEngine, sessions: Sessions
) -> None:
    """A commit went through, and nobody heard of it any more."""
    statements, ears = Statements(engine), Ears()
    worker = answers(sessions, ears)
    await take(sessions, "hei")
    statements.fails = True
    with pytest.raises(ConnectionResetError):
        await worker.round()
    statements.fails = False
    await claimed_by(sessions, "worker")
    await work_off(worker)
    assert ears.answered == ["hei"]
