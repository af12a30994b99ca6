"""Sending notices beside two job queues for PostgreSQL, in one run: how fast each drains.

    python -m benchmarks.notices [--quick] [--json]

The job is to do nothing: a channel that takes everything at once. Ours also looks up where each
notice goes, and writes a result that can be explained. Every system starts on a database of its
own, with all jobs queued and its workers connected. Ours is timed until the last worker has
recorded all and found nothing more, the others until their last job has run. The systems take
turns, and the best of several turns counts, since other work on the machine only ever slows.
PGQueuer runs on asyncpg, Procrastinate on psycopg, each with the batch or concurrency that was
quickest. The server of the tests syncs nothing to disk, which spares those who commit most. The
last line printed is all figures as JSON.
"""

import argparse
import asyncio
import json
import logging
import multiprocessing
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from itertools import product
from multiprocessing.queues import Queue
from multiprocessing.synchronize import Barrier
from time import perf_counter

import asyncpg
import procrastinate
import psycopg
from pgqueuer import PgQueuer
from pgqueuer.db import AsyncpgDriver, PsycopgDriver
from pgqueuer.queries import Queries
from pgqueuer.types import QueueExecutionMode
from sqlalchemy import ARRAY, BigInteger, any_, literal, select, text
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
PGQUEUER_BATCH = 50
PROCRASTINATE_CONCURRENCY = 20

Drain = Callable[[str, int, Barrier], tuple[int, float]]
"""Drains the database of a URL as worker so-and-so, once the barrier opens. Gives the number of
its jobs, and when it was done."""


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
    people = literal([claim.person_id for claim in claims], ARRAY(BigInteger))
    found = await session.execute(
        select(Door.person_id, Door.address).where(
            Door.person_id == any_(people), Door.channel == "null", Door.closed_at.is_(None)
        )
    )
    doors = {row.person_id: row.address for row in found}
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


def drain_ours(url: str, number: int, start: Barrier) -> tuple[int, float]:
    async def drain() -> tuple[int, float]:
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
        end = perf_counter()
        await engine.dispose()
        return channel.sent, end

    return asyncio.run(drain())


async def fill_pgqueuer(url: str, jobs: int) -> None:
    async with await psycopg.AsyncConnection.connect(url, autocommit=True) as connection:
        queries = Queries(PsycopgDriver(connection))
        await queries.install()
        await queries.enqueue(["null"] * jobs, [None] * jobs, [0] * jobs)
    await analyse(url)


def drain_pgqueuer(url: str, number: int, start: Barrier) -> tuple[int, float]:
    del number

    async def drain() -> tuple[int, float]:
        done = [perf_counter()]
        queue = PgQueuer(AsyncpgDriver(connection := await asyncpg.connect(url)))

        @queue.entrypoint("null")
        async def null(job: object) -> None:
            del job
            done.append(perf_counter())

        start.wait()
        await queue.run(batch_size=PGQUEUER_BATCH, mode=QueueExecutionMode.drain)
        await connection.close()
        return len(done) - 1, done[-1]

    return asyncio.run(drain())


def procrastinate_app(url: str) -> tuple[procrastinate.App, list[float]]:
    app = procrastinate.App(connector=procrastinate.PsycopgConnector(conninfo=url))
    done = [perf_counter()]

    @app.task(name="null")
    async def null(number: int) -> None:
        del number
        done.append(perf_counter())

    return app, done


async def fill_procrastinate(url: str, jobs: int) -> None:
    app, _ = procrastinate_app(url)
    async with app.open_async():
        await app.schema_manager.apply_schema_async()
        await app.tasks["null"].batch_defer_async(*({"number": it} for it in range(jobs)))
    await analyse(url)


def drain_procrastinate(url: str, number: int, start: Barrier) -> tuple[int, float]:
    del number

    async def drain() -> tuple[int, float]:
        app, done = procrastinate_app(url)
        async with app.open_async():
            start.wait()
            await app.run_worker_async(
                wait=False, concurrency=PROCRASTINATE_CONCURRENCY, install_signal_handlers=False
            )
        return len(done) - 1, done[-1]

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
    results.put(SYSTEMS[system][1](url, number, start))


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
    ended = [results.get() for _ in processes]
    for process in processes:
        process.join()
    done = sum(number for number, _ in ended)
    if done != jobs:
        raise RuntimeError(f"{system} did {done} of {jobs} jobs")
    return Drained(system, workers, jobs, round(jobs / (max(at for _, at in ended) - begun)))


def drain_all(server: str, jobs: int, counts: Sequence[int], turns: int) -> list[Drained]:
    """Let the systems take turns, and give the best of each."""
    best: dict[tuple[str, int], Drained] = {}
    for turn, workers, system in product(range(turns), counts, SYSTEMS):
        name = f"{system}_{workers}_{turn}"
        with psycopg.connect(server.format(name="postgres"), autocommit=True) as admin:
            admin.execute(f"CREATE DATABASE {name}")
            found = drain(system, server.format(name=name), workers, jobs)
            admin.execute(f"DROP DATABASE {name}")
        key = (system, workers)
        best[key] = max(best.get(key, found), found, key=lambda it: it.per_second)
    return list(best.values())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--json", action="store_true", help="print the JSON line only")
    options = parser.parse_args()
    logging.disable()  # Procrastinate warns that its app is made in the script itself
    programs = postgresql_programs()
    if programs is None:
        raise SystemExit("PostgreSQL is not installed")
    jobs, counts, turns = (2_000, (1, 2), 1) if options.quick else (10_000, (1, 2, 4), 2)
    with running_postgresql(programs) as server:
        drained = drain_all(server, jobs, counts, turns)
    if not options.json:
        print("| system | workers | jobs | a second |\n| --- | --- | --- | --- |")
        print(
            "\n".join(
                f"| {it.system} | {it.workers} | {it.jobs} | {it.per_second} |" for it in drained
            )
        )
    print(
        json.dumps({"drain": [asdict(it) for it in drained], "ratio_to_best_peer": ratios(drained)})
    )


def ratios(drained: Sequence[Drained]) -> dict[str, float]:
    """Give by number of workers how many times as fast ours is as the better peer."""
    speed = {(it.system, it.workers): it.per_second for it in drained}
    return {
        f"{workers} workers": round(
            speed["ours", workers]
            / max(speed["pgqueuer", workers], speed["procrastinate", workers]),
            2,
        )
        for workers in sorted({it.workers for it in drained})
    }


if __name__ == "__main__":
    main()
