"""Sending notices beside two job queues for PostgreSQL, in one run: how fast each drains.

    python benchmarks/notices.py [--quick] [--json]

The job is to do nothing: a channel that takes everything at once. Ours also looks up where each
notice goes, and writes a result that can be explained. Every system starts on a database of its
own, with all jobs queued and its workers connected, and is timed from a common start until its
last worker has found nothing more. The last line printed is all figures as JSON.
"""

import argparse
import asyncio
import json
import logging
import multiprocessing
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from multiprocessing.queues import Queue
from multiprocessing.synchronize import Barrier
from time import perf_counter

import procrastinate
import psycopg
from pgqueuer import PgQueuer
from pgqueuer.db import PsycopgDriver
from pgqueuer.queries import Queries
from pgqueuer.types import QueueExecutionMode
from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncSession

from bot.clock import utc_now
from bot.database import make_engine, make_sessions, migrate
from bot.message import Reply
from bot.notices.dispatcher import Dispatcher
from bot.notices.means import Means
from bot.notices.notice import Notice, Target
from bot.notices.prepared import Claim, Prepared, Ready
from bot.notices.tables import Door
from tests.postgresql import postgresql_programs, running_postgresql

NOTICE = Notice("Null", Reply("nb", ()))
AT_ONCE = 1000
"""How many calls a channel without limits has under way."""
PEER_BATCH = 1000

Worker = Callable[[str, int, Barrier], int]
"""Drains the database of a URL as worker so-and-so, once the barrier opens; gives its jobs."""


class Null:
    """A channel that takes everything at once."""

    channel = "null"
    at_once = AT_ONCE
    limit = None
    address_limit = None
    sent = 0

    async def send(self, notice: Notice, target: Target, now: datetime) -> str | None:
        del notice, target, now
        self.sent += 1
        return None


async def prepare(
    session: AsyncSession, claims: Sequence[Claim], now: datetime
) -> Sequence[Prepared]:
    """Look up where each goes."""
    del now
    people = {claim.person_id for claim in claims}
    found = await session.execute(
        select(Door.person_id, Door.address).where(
            Door.person_id.in_(people), Door.channel == "null", Door.closed_at.is_(None)
        )
    )
    doors = dict(found.tuples().all())
    return [
        Ready(NOTICE, Target(it.id, it.person_id, doors[it.person_id]), it.told) for it in claims
    ]


async def fill_ours(url: str, jobs: int) -> None:
    await migrate(url)
    engine = make_engine(url)
    async with engine.begin() as connection:
        values = {"jobs": jobs}
        await connection.execute(
            text(
                "INSERT INTO person (language, channel, created_at) "
                "SELECT 'nb', 'null', now() FROM generate_series(1, :jobs)"
            ),
            values,
        )
        await connection.execute(
            text(
                "INSERT INTO door (person_id, channel, address, confirmed_at) "
                "SELECT id, 'null', id::text, now() FROM person"
            )
        )
        await connection.execute(
            text(
                "INSERT INTO delivery (kind, subject, lead, person_id, because, channel, "
                "priority, due_at, try_at) SELECT 'reminder', 'call:benchmark', 'ONE_WEEK', id, "
                "'everything:', 'null', 1, now(), now() FROM person"
            )
        )
    await engine.dispose()
    await analyse(url)


def drain_ours(url: str, number: int, start: Barrier) -> int:
    async def drain() -> int:
        engine = make_engine(url)
        channel = Null()
        means = Means(make_sessions(engine), prepare, f"worker-{number}", utc_now)
        dispatcher = Dispatcher(means, channel)
        async with means.sessions() as session:
            await session.execute(select(1))
        start.wait()
        before = -1
        while before < channel.sent or dispatcher.held:
            before = channel.sent
            await dispatcher.round(utc_now())
            await asyncio.sleep(0)  # the calls that were started finish
        await engine.dispose()
        return channel.sent

    return asyncio.run(drain())


async def fill_pgqueuer(url: str, jobs: int) -> None:
    async with await psycopg.AsyncConnection.connect(url, autocommit=True) as connection:
        queries = Queries(PsycopgDriver(connection))
        await queries.install()
        await queries.enqueue(["null"] * jobs, [None] * jobs, [0] * jobs)
    await analyse(url)


def drain_pgqueuer(url: str, number: int, start: Barrier) -> int:
    del number

    async def drain() -> int:
        done = 0
        async with await psycopg.AsyncConnection.connect(url, autocommit=True) as connection:
            queue = PgQueuer(PsycopgDriver(connection))

            @queue.entrypoint("null")
            async def null(job: object) -> None:
                nonlocal done
                done += 1

            start.wait()
            await queue.run(batch_size=PEER_BATCH, mode=QueueExecutionMode.drain)
        return done

    return asyncio.run(drain())


def procrastinate_app(url: str) -> tuple[procrastinate.App, list[int]]:
    app = procrastinate.App(connector=procrastinate.PsycopgConnector(conninfo=url))
    done: list[int] = []

    @app.task(name="null")
    async def null(number: int) -> None:
        done.append(number)

    return app, done


async def fill_procrastinate(url: str, jobs: int) -> None:
    app, _ = procrastinate_app(url)
    async with app.open_async():
        await app.schema_manager.apply_schema_async()
        await app.tasks["null"].batch_defer_async(*({"number": it} for it in range(jobs)))
    await analyse(url)


def drain_procrastinate(url: str, number: int, start: Barrier) -> int:
    del number

    async def drain() -> int:
        app, done = procrastinate_app(url)
        async with app.open_async():
            start.wait()
            await app.run_worker_async(
                wait=False, concurrency=20, install_signal_handlers=False, listen_notify=False
            )
        return len(done)

    return asyncio.run(drain())


async def analyse(url: str) -> None:
    """Let every system start with the statistics that a database has after a night."""
    async with await psycopg.AsyncConnection.connect(url, autocommit=True) as connection:
        await connection.execute("VACUUM ANALYZE")


SYSTEMS = {
    "ours": (fill_ours, drain_ours),
    "pgqueuer": (fill_pgqueuer, drain_pgqueuer),
    "procrastinate": (fill_procrastinate, drain_procrastinate),
}


@dataclass(frozen=True)
class Drained:
    """How fast one system went."""

    system: str
    workers: int
    jobs: int
    per_second: int


def work(system: str, url: str, number: int, start: Barrier, results: Queue) -> None:
    logging.disable()
    done = SYSTEMS[system][1](url, number, start)
    results.put((done, perf_counter()))


def drain(system: str, url: str, workers: int, jobs: int) -> Drained:
    """Fill, let the workers connect, start them together, and wait for the last."""
    asyncio.run(SYSTEMS[system][0](url, jobs))
    context = multiprocessing.get_context("spawn")
    start, results = context.Barrier(workers + 1), context.Queue()
    processes = [
        context.Process(target=work, args=(system, url, number, start, results))
        for number in range(workers)
    ]
    for process in processes:
        process.start()
    start.wait()
    begun = perf_counter()
    ends = [results.get() for _ in processes]
    for process in processes:
        process.join()
    done = sum(number for number, _ in ends)
    if done != jobs:
        raise RuntimeError(f"{system} did {done} of {jobs} jobs")
    seconds = max(end for _, end in ends) - begun
    return Drained(system, workers, jobs, round(jobs / seconds))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--json", action="store_true", help="print the JSON line only")
    options = parser.parse_args()
    programs = postgresql_programs()
    if programs is None:
        raise SystemExit("PostgreSQL is not installed")
    jobs, counts = (2_000, (1, 2)) if options.quick else (20_000, (1, 2, 4))
    drained = []
    with running_postgresql(programs) as server:
        for workers in counts:
            for system in SYSTEMS:
                name = f"{system}{workers}"
                with psycopg.connect(server.format(name="postgres"), autocommit=True) as admin:
                    admin.execute(f"CREATE DATABASE {name}")
                drained.append(drain(system, server.format(name=name), workers, jobs))
                print(drained[-1])


if __name__ == "__main__":
    main()
