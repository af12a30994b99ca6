"""Real processes killed as they answer: nothing is lost, no turn taken twice, and order is kept."""

import asyncio
import multiprocessing
from pathlib import Path
from random import Random
from typing import Final

from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.database import make_engine, make_sessions
from bot.intake.answers import Answers, Pace
from bot.intake.intake import Intake
from bot.message import Reply
from bot.notices.notice import Notice, Target
from bot.worker.run import worker_name
from tests.intake.channel import NOW, Ears, Notebook, said, still_open, turns
from tests.worker.kills import Arrivals, Counted, since_noon

Sessions = async_sessionmaker[AsyncSession]
PACE: Final = Pace(at_once=6, lease=2, poll=0.1, watch=0.2, work=1.5)
CONVERSATIONS, EACH, KILLS = 6, 20, 6
_processes = multiprocessing.get_context("spawn")


class Mouth(Ears):
    """Sends the number that was said, and waits until it has arrived."""

    def __init__(self, socket: Path) -> None:
        super().__init__()
        self._counted = Counted(self.channel, PACE.at_once, socket)

    async def hear(self, text: str, reply: Reply) -> None:
        await self._counted.send(Notice("", reply), Target(int(text), 1, ""), NOW)


def answer(url: str, socket: Path) -> None:
    """Be a worker until killed."""

    async def work() -> None:
        sessions = make_sessions(make_engine(url))
        # Its clock goes on: what a busy machine was too slow for is put off, and comes again.
        worker = Answers(sessions, Notebook(sessions), worker_name(), since_noon, PACE)
        worker.add(Mouth(socket))
        await worker.run()

    asyncio.run(work())


async def test_random_kills_lose_nothing_and_keep_the_order(
    database: str, sessions: Sessions, tmp_path: Path
) -> None:
    chance = Random(20261129)  # noqa: S311 - repeatable, not secret
    numbers = {
        f"{it}": [f"{it * EACH + nth}" for nth in range(EACH)] for it in range(CONVERSATIONS)
    }
    intake = Intake(sessions, lambda: None)
    for conversation, texts in numbers.items():
        for text in texts:
            await intake.take(said(text, conversation))
    async with Arrivals(tmp_path / "arrivals").serve() as arrivals:
        alive = [_hire(database, arrivals.socket) for _ in range(2)]
        for kill in range(KILLS):
            await arrivals.reach((kill + 1) * CONVERSATIONS * EACH // (KILLS + 2))
            victim = alive.pop(chance.randrange(len(alive)))
            await asyncio.to_thread(_kill, victim)
            alive.append(_hire(database, arrivals.socket))
        while await still_open(sessions):
            await arrivals.some()
        for process in alive:
            await asyncio.to_thread(_kill, process)
    assert await turns(sessions) == numbers
    assert sorted(arrivals.by_id) == list(range(CONVERSATIONS * EACH))
    assert arrivals.by_id.total() <= CONVERSATIONS * EACH + KILLS * PACE.at_once


def _hire(url: str, socket: Path) -> multiprocessing.process.BaseProcess:
    process = _processes.Process(target=answer, args=(url, socket))
    process.start()
    return process


def _kill(process: multiprocessing.process.BaseProcess) -> None:
    process.kill()
    process.join()
