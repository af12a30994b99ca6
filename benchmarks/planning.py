"""Planning notices: how long it takes by what is due, and by what only exists.

    python -m benchmarks.planning [--quick] [--json]

On PostgreSQL. First a million deliveries: a hundred thousand people who follow a scheme, and one,
two, five and ten of its calls that close in two weeks. Then one call and a tenth of the people,
alone and among ten times as many people, calls and old deliveries: that should take the same time.
The last line printed is all figures as JSON.
"""

import argparse
import asyncio
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from time import perf_counter

import psycopg
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.database import make_engine, make_sessions, migrate
from bot.notices.planner import plan
from bot.notices.vocabulary import Lead
from knowledge.base import KnowledgeBase
from knowledge.records.funding import Call
from tests.knowledge.make import call, programme
from tests.notices.planned import NORD
from tests.postgresql import postgresql_programs, running_postgresql

BEFORE = datetime(2027, 6, 2, 5, 59, tzinfo=UTC)
DUE = datetime(2027, 6, 2, 6, 0, tzinfo=UTC)
CLOSES, LATER = "2027-06-16T13:00", "2029-06-13T13:00"


@dataclass(frozen=True)
class Planned:
    """One run of the planner."""

    what: str
    deliveries: int
    seconds: float

    @property
    def per_second(self) -> int:
        return round(self.deliveries / self.seconds)


def calls(number: int, closes: str, name: str) -> list[Call]:
    return [call(closes, id=f"{name}-{it}") for it in range(number)]


def knowing(due: int, others: int = 0) -> KnowledgeBase:
    """Know so many calls that close in two weeks, and so many that close in two years."""
    closing = [*calls(due, CLOSES, "due"), *calls(others, LATER, "later")]
    return KnowledgeBase((NORD, programme(), *closing), 1)


async def follow(engine: AsyncEngine, people: int, subject: str) -> None:
    """Make so many people who follow a programme, two weeks before."""
    values = {"people": people, "subject": subject, "leads": int(Lead.TWO_WEEKS)}
    async with engine.begin() as connection:
        await connection.execute(
            text(
                "WITH made AS (INSERT INTO person (language, region, channel, created_at) "
                "SELECT 'nb', 'nord', 'null', '2026-01-01' FROM generate_series(1, :people) "
                "RETURNING id) INSERT INTO subscription "
                "(person_id, kind, subject, leads, created_at) "
                "SELECT id, 'programme', :subject, :leads, '2026-01-01' FROM made"
            ),
            values,
        )


async def old_deliveries(engine: AsyncEngine, each: int) -> None:
    """Let everybody have been told so many things before."""
    async with engine.begin() as connection:
        await connection.execute(
            text(
                "INSERT INTO delivery (kind, subject, lead, person_id, because, channel, priority,"
                " due_at, try_at, state, sent_at) SELECT 'reminder', 'call:old-' || it, "
                "'TWO_WEEKS', id, 'everything:', 'null', 1, '2026-02-01', '2026-02-01', 'sent', "
                "'2026-02-01' FROM person CROSS JOIN generate_series(1, :each) AS it"
            ),
            {"each": each},
        )


async def timed(url: str, what: str, kb: KnowledgeBase) -> Planned:
    """Plan the minute in which the reminders become due."""
    engine = make_engine(url)
    sessions = make_sessions(engine)
    await plan(sessions, kb, BEFORE)
    async with await psycopg.AsyncConnection.connect(url, autocommit=True) as connection:
        await connection.execute("VACUUM ANALYZE")
    begun = perf_counter()
    report = await plan(sessions, kb, DUE)
    seconds = perf_counter() - begun
    await engine.dispose()
    return Planned(what, report.total, round(seconds, 3))


async def by_what_is_due(server: str, people: int, numbers: Sequence[int]) -> list[Planned]:
    found = []
    for due in numbers:
        url = await new_database(server, f"due{due}")
        engine = make_engine(url)
        await follow(engine, people, "p")
        await engine.dispose()
        found.append(await timed(url, f"{due} calls due, {people} followers", knowing(due)))
    return found


async def by_what_exists(server: str, people: int) -> list[Planned]:
    found = []
    for times in (1, 10):
        url = await new_database(server, f"exists{times}")
        engine = make_engine(url)
        await follow(engine, people, "p")
        await follow(engine, people * (times - 1), "other")
        await old_deliveries(engine, each=5)
        await engine.dispose()
        what = f"1 call due, {people} followers, {people * times} people, {100 * times} calls"
        found.append(await timed(url, what, knowing(1, 100 * times - 1)))
    return found


async def new_database(server: str, name: str) -> str:
    address = server.format(name="postgres")
    async with await psycopg.AsyncConnection.connect(address, autocommit=True) as admin:
        await admin.execute(f"CREATE DATABASE {name}")
    url = server.format(name=name)
    await migrate(url)
    return url


async def measure(server: str, *, quick: bool) -> tuple[list[Planned], list[Planned]]:
    people = 2_000 if quick else 100_000
    await by_what_is_due(server, 10, [3])  # so that everything has been loaded
    due = await by_what_is_due(server, people, (1, 2, 5, 10))
    return due, await by_what_exists(server, people // 10)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--json", action="store_true", help="print the JSON line only")
    options = parser.parse_args()
    programs = postgresql_programs()
    if programs is None:
        raise SystemExit("PostgreSQL is not installed")
    with running_postgresql(programs) as server:
        due, exists = asyncio.run(measure(server, quick=options.quick))
    if not options.json:
        print("| what | deliveries | seconds | a second |\n| --- | --- | --- | --- |")
        for it in (*due, *exists):
            print(f"| {it.what} | {it.deliveries} | {it.seconds} | {it.per_second} |")
    figures = {
        "planned": [asdict(it) for it in (*due, *exists)],
        "time_for_ten_calls_over_one": round(due[-1].seconds / due[0].seconds, 2),
        "time_among_ten_times_as_much": round(exists[1].seconds / exists[0].seconds, 2),
    }
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
