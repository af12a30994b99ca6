"""Workers that are killed while they send, and a channel that counts what arrives.

The counter is a server on a Unix socket in the process that kills; workers are processes of their
own. What to kill and when is drawn from a seed, and counted in arrivals, never in seconds.
"""

import asyncio
import multiprocessing
import os
import signal
from collections import Counter
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from multiprocessing.process import BaseProcess
from pathlib import Path
from random import Random
from time import monotonic

from sqlalchemy import func, insert, select
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.database import make_engine, make_sessions
from bot.notices.means import Means, Timing
from bot.notices.notice import Notice, Target
from bot.notices.tables import Delivery, Door, Person
from bot.notices.vocabulary import NoticeKind
from bot.worker.run import run_worker
from tests.notices.channel import ready
from tests.notices.people import NOON, delivery

Sessions = async_sessionmaker[AsyncSession]

TIMING = Timing(lease=5, renew=0.5, poll=0.2, stop=5)
"""Short enough to wait for, long enough for a machine that has other things to do."""

_processes = multiprocessing.get_context("forkserver")
_processes.set_forkserver_preload(["tests.worker.kills"])


class Arrivals:
    """Counts what arrives; answers each only once it is counted."""

    def __init__(self, socket: Path) -> None:
        self.socket = socket
        self.by_id: Counter[int] = Counter()
        self.answering = True
        self._more = asyncio.Condition()

    @asynccontextmanager
    async def serve(self) -> AsyncIterator["Arrivals"]:
        server = await asyncio.start_unix_server(self._count, self.socket)
        async with server:
            yield self

    async def wait_for(self, total: int) -> None:
        async with self._more:
            await self._more.wait_for(lambda: self.by_id.total() >= total)

    async def reach(self, total: int) -> bool:
        """Wait for so many, but for a second at the most: there may be fewer to come."""
        with suppress(TimeoutError):
            async with asyncio.timeout(1):
                await self.wait_for(total)
        return self.by_id.total() >= total

    async def some(self) -> None:
        """Wait for the next arrival, or a moment for what may come of the last ones."""
        with suppress(TimeoutError):
            async with asyncio.timeout(0.1), self._more:
                await self._more.wait()

    async def _count(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while line := await reader.readline():
                self.by_id[int(line)] += 1
                async with self._more:
                    self._more.notify_all()
                if self.answering:
                    writer.write(line)
        except ConnectionResetError:
            return
        finally:
            writer.close()


class Counted:
    """The channel as a worker sees it: one connection, answers in any order."""

    limit = None
    address_limit = None

    def __init__(self, channel: str, at_once: int, socket: Path) -> None:
        self.channel = channel
        self.at_once = at_once
        self._socket = socket
        self._waiting: dict[int, asyncio.Future[None]] = {}
        self._writer: asyncio.StreamWriter | None = None
        self._connecting = asyncio.Lock()

    async def send(self, notice: Notice, target: Target, now: datetime) -> str | None:
        del notice, now
        async with self._connecting:
            if self._writer is None:
                reader, self._writer = await asyncio.open_unix_connection(self._socket)
                self._reading = asyncio.create_task(self._read(reader))
        answer = self._waiting[target.delivery] = asyncio.get_running_loop().create_future()
        self._writer.write(b"%d\n" % target.delivery)
        await answer
        return None

    async def _read(self, reader: asyncio.StreamReader) -> None:
        while line := await reader.readline():
            self._waiting.pop(int(line)).set_result(None)


def since_noon() -> datetime:
    """Give a moment of the tests' day that goes on, in every process alike."""
    return NOON + timedelta(seconds=monotonic())


def run_one(url: str, socket: Path, name: str, at_once: int) -> None:
    """Be a worker until SIGTERM, or until killed."""

    async def work() -> None:
        stopped = asyncio.Event()
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stopped.set)
        engine = make_engine(url)
        means = Means(make_sessions(engine), ready, name, since_noon, timing=TIMING)
        sender = Counted("slack", at_once, socket)
        await run_worker(engine, means, [sender], (), stopped)
        await engine.dispose()

    asyncio.run(work())


async def fill(sessions: Sessions, numbers: Mapping[NoticeKind, int]) -> None:
    """Plan so many deliveries of each kind, each to a person of its own."""
    total = sum(numbers.values())
    people = range(1, total + 1)
    kinds = [kind for kind, number in numbers.items() for _ in range(number)]
    async with sessions() as session:
        made = {"language": "nb", "channel": "slack", "created_at": NOON}
        await session.execute(insert(Person), [{"id": it, **made} for it in people])
        door = {"channel": "slack", "confirmed_at": NOON}
        await session.execute(
            insert(Door), [{"person_id": it, "address": f"slack-{it}", **door} for it in people]
        )
        rows = [delivery(it, "slack", kind) for it, kind in zip(people, kinds, strict=True)]
        await session.execute(insert(Delivery), rows)
        await session.commit()


@dataclass
class Crew:
    """The workers that are alive."""

    url: str
    arrivals: Arrivals
    at_once: int = 20
    alive: dict[str, BaseProcess] = field(default_factory=dict)
    hired: int = 0

    def hire(self) -> str:
        self.hired += 1
        name = f"worker-{self.hired}"
        process = _processes.Process(
            target=run_one, args=(self.url, self.arrivals.socket, name, self.at_once)
        )
        process.start()
        self.alive[name] = process
        return name

    async def kill(self, name: str) -> None:
        """Kill one, and wait until it is gone."""
        process = self.alive.pop(name)
        assert process.pid is not None
        os.kill(process.pid, signal.SIGKILL)
        await asyncio.to_thread(process.join)

    async def dismiss(self) -> None:
        """Tell all to stop; each must do so by itself, or not have begun to listen yet."""
        for process in self.alive.values():
            process.terminate()
        for process in self.alive.values():
            await asyncio.to_thread(process.join)
            assert process.exitcode in (0, -signal.SIGTERM)
        self.alive.clear()


@dataclass
class Killing:
    """What a run with kills came to."""

    arrivals: Counter[int]
    in_flight: Counter[int] = field(default_factory=Counter)
    """How often each delivery was in the hands of a worker when that was killed."""
    kills: int = 0
    """How many there were; all may have arrived before the last that was wanted."""
    rows: dict[int, Delivery] = field(default_factory=dict)

    @property
    def duplicates(self) -> dict[int, int]:
        """How many times too often each arrived."""
        return {it: number - 1 for it, number in self.arrivals.items() if number > 1}


async def drain_with_kills(
    sessions: Sessions, crew: Crew, workers: int, kills: int, chance: Random
) -> Killing:
    """Let the crew send all that is planned, while one after the other is killed and replaced."""
    arrivals = crew.arrivals
    found = Killing(arrivals.by_id)
    async with sessions() as session:
        planned = await session.scalar(select(func.count()).select_from(Delivery)) or 0
    for _ in range(workers):
        crew.hire()
    # More than half of all arrives while workers are killed; they may be done before the last kill.
    while found.kills < kills and await unfinished(sessions):
        next_kill = arrivals.by_id.total() + chance.randint(1, planned * 6 // (kills * 5))
        while not await arrivals.reach(next_kill) and await unfinished(sessions):
            pass
        victim = chance.choice(sorted(crew.alive))
        await crew.kill(victim)
        found.kills += 1
        found.in_flight.update(await held_by(sessions, victim))
        crew.hire()
    while await unfinished(sessions):
        await arrivals.some()
    await crew.dismiss()
    async with sessions() as session:
        found.rows = {row.id: row for row in await session.scalars(select(Delivery))}
    return found


async def held_by(sessions: Sessions, worker: str) -> list[int]:
    async with sessions() as session:
        query = select(Delivery.id).where(Delivery.worker == worker, Delivery.state == "sending")
        return list(await session.scalars(query))


async def unfinished(sessions: Sessions) -> int:
    async with sessions() as session:
        query = select(func.count()).where(Delivery.state.in_(["planned", "sending"]))
        return await session.scalar(query) or 0
