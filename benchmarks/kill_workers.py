"""Workers killed at random while they drain: what is lost, what comes twice, and how long it takes.

    python -m benchmarks.kill_workers [--quick] [--json] [--seed N]

Five workers on PostgreSQL send to a channel that counts; 200 times one of them, drawn from the
seed, is killed with SIGKILL and replaced. In the end each deadline must have arrived, and one that
arrived twice must have been in a worker's hands when that was killed. Then one worker on SQLite
sends broadcasts, which are never repeated. The last line printed is all figures as JSON.
"""

import argparse
import asyncio
import json
import logging
import sys
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path
from random import Random
from time import perf_counter

from bot.database import make_engine, make_sessions, migrate
from bot.notices.vocabulary import NoticeKind
from tests.postgresql import postgresql_programs, running_postgresql
from tests.worker.kills import Arrivals, Crew, drain_with_kills, fill


@dataclass(frozen=True)
class Figures:
    """What one run came to."""

    database: str
    kind: str
    deliveries: int
    workers: int
    kills: int
    in_flight_at_kills: int
    """Deliveries in the hands of a worker when it was killed, added up over all kills."""
    lost: int
    """Neither arrived nor known to be uncertain."""
    uncertain: int
    duplicates: int
    duplicates_outside_window: int
    """More arrivals than one, and one for each kill that it was in flight at."""
    seconds: float


async def run(
    url: str, kind: NoticeKind, deliveries: int, workers: int, kills: int, seed: int
) -> Figures:
    await migrate(url)
    engine = make_engine(url)
    sessions = make_sessions(engine)
    await fill(sessions, {kind: deliveries})
    chance = Random(seed)  # noqa: S311 - repeatable, not secret
    begun = perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        async with Arrivals(Path(folder) / "arrivals").serve() as arrivals:
            found = await drain_with_kills(sessions, Crew(url, arrivals), workers, kills, chance)
    await engine.dispose()
    uncertain = {it for it, row in found.rows.items() if row.state == "uncertain"}
    return Figures(
        url.partition(":")[0],
        kind,
        deliveries,
        workers,
        found.kills,
        found.in_flight.total(),
        lost=len(found.rows.keys() - found.arrivals.keys() - uncertain),
        uncertain=len(uncertain),
        duplicates=sum(found.duplicates.values()),
        duplicates_outside_window=sum(
            max(0, times - found.in_flight[it]) for it, times in found.duplicates.items()
        ),
        seconds=round(perf_counter() - begun, 1),
    )


async def run_all(server: str, folder: str, *, quick: bool, seed: int) -> list[Figures]:
    many, kills, few, fewer_kills = (1_000, 10, 200, 3) if quick else (20_000, 200, 2_000, 20)
    sqlite = f"sqlite:///{folder}"
    return [
        await run(server.format(name="postgres"), "reminder", many, 5, kills, seed),
        await run(f"{sqlite}/reminders.db", "reminder", few, 1, fewer_kills, seed),
        await run(f"{sqlite}/broadcasts.db", "announcement", few, 1, fewer_kills, seed),
    ]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--json", action="store_true", help="print the JSON line only")
    parser.add_argument("--seed", type=int, default=20270115)
    options = parser.parse_args()
    logging.disable()
    programs = postgresql_programs()
    if programs is None:
        raise SystemExit("PostgreSQL is not installed")
    with running_postgresql(programs) as server, tempfile.TemporaryDirectory() as folder:
        found = asyncio.run(run_all(server, folder, quick=options.quick, seed=options.seed))
    if not options.json:
        for figures in found:
            print("\n".join(f"{name}: {value}" for name, value in asdict(figures).items()), "\n")
    print(json.dumps([asdict(figures) for figures in found]))
    return 1 if any(it.lost or it.duplicates_outside_window for it in found) else 0


if __name__ == "__main__":
    sys.exit(main())
