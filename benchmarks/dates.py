"""Answers about dates from as many calls as there are, from 10 times and from 100 times as many.

    python -m benchmarks.dates [--quick] [--json]

The further calls are of the same schemes in earlier years, dates for something else than
applying, so that every answer stays the same; the benchmark stops if one does not. The sizes take
turns, and a figure is the median of the processor time. ``first`` is the first question of its
sort on each of some days, ``again`` is every later one. The target is at most 1.5 times the time.
The last line printed is all figures as JSON.
"""

import argparse
import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from statistics import median
from time import process_time

from sqlalchemy.ext.asyncio import AsyncSession

from bot.conversation.dialogue import take_turn
from bot.conversation.names import understanding_names
from bot.conversation.state import State
from bot.demo.samples import with_samples
from bot.message import Action, Message, Place
from bot.notices.desk import Desk
from bot.notices.desk.passing import passing_sessions
from bot.plans.work_back import work_back
from intents.understand import Engine, load
from knowledge.base import KnowledgeBase
from knowledge.packs import load_packs
from knowledge.records.base import Record
from knowledge.records.funding import Call

NOW = datetime(2026, 11, 23, 11, tzinfo=UTC)
SIZES = (1, 10, 100)
STATE = State(region="trondelag", municipality="namsos", language="nb")
TEXTS = (
    "hva skjer i januar?",
    "neste frist for klima",
    "fristen for Klimasats",
    "hvilke frister har Forskningsrådet?",
)
Measured = tuple[float, str]
"""Milliseconds, and the answer."""
Task = Callable[[KnowledgeBase, int], Awaitable[Measured]]
ACTIONS = (Action("deadlines"), Action("deadline", "klimasats"), Action("plan", "klimasats"))


def grown(records: Sequence[Record], times: int) -> KnowledgeBase:
    """Give the knowledge with `times` as many calls, the further ones before 2010."""
    calls = [it for it in records if isinstance(it, Call) and it.deadline and not it.example]
    every = [it for it in records if isinstance(it, Call)]
    more = []
    for number in range((times - 1) * len(every)):
        call, years = calls[number % len(calls)], 20 + number // len(calls) % 60
        day = date.fromisoformat((call.deadline or "")[:10]) - timedelta(days=365 * years)
        changes = {
            "id": f"{call.id}-{number}",
            "deadline": day.isoformat(),
            "opens": None,
            "deadline_label": call.title,
        }
        more.append(call.model_copy(update=changes))
    return KnowledgeBase([*records, *more])


@dataclass(frozen=True)
class Asking:
    """One question, asked of any knowledge on the given day of the run."""

    engine: Engine
    session: AsyncSession
    question: str | Action

    async def __call__(self, kb: KnowledgeBase, day: int) -> Measured:
        at = NOW + timedelta(days=day)
        action = self.question if isinstance(self.question, Action) else None
        text = self.question if isinstance(self.question, str) else None
        place = Place("benchmark", "1")
        desk = Desk(self.session, place, at, carriers=())
        message = Message(place, at, text=text, action=action)
        start = process_time()
        outcome = await take_turn(kb, self.engine, STATE, message, desk)
        return 1000 * (process_time() - start), outcome.reply.plain


async def due(kb: KnowledgeBase, day: int) -> Measured:
    """Look a month ahead without a conversation."""
    start = process_time()
    found = kb.due(NOW + timedelta(days=day), NOW + timedelta(days=day + 31))
    return 1000 * (process_time() - start), str([it.record.id for it in found])


async def planned(kb: KnowledgeBase, day: int) -> Measured:
    """Count back a plan without a conversation."""
    today = (NOW + timedelta(days=day)).date()
    start = process_time()
    plan = work_back(kb, "klimasats", today, kb.municipality("namsos"))
    return 1000 * (process_time() - start), str(plan and plan.moment)


async def measure(rounds: int, days: int) -> dict[str, dict[str, float]]:
    """Give the median milliseconds of each question, by size, first and again."""
    records = with_samples(load_packs(), NOW.date()).records
    bases = {size: grown(records, size) for size in SIZES}
    engine = load(understanding_names(bases[1]))
    async with passing_sessions() as sessions, sessions() as session:
        tasks: dict[str, Task] = {it: Asking(engine, session, it) for it in TEXTS}
        tasks |= {f"[{it.encode()}]": Asking(engine, session, it) for it in ACTIONS}
        tasks |= {"due(a month)": due, "work_back(klimasats)": planned}
        return {name: await compared(name, it, bases, rounds, days) for name, it in tasks.items()}


async def compared(
    name: str, task: Task, bases: Mapping[int, KnowledgeBase], rounds: int, days: int
) -> dict[str, float]:
    """Do one task with each size in turn, round by round; stop where the answers differ."""
    times: dict[str, list[float]] = {}
    await task(bases[1], days)  # words that are read for the first time in this process
    for number in range(rounds):
        answers = set()
        for size, kb in bases.items():
            took, answer = await task(kb, number % days)
            times.setdefault(f"{'first' if number < days else 'again'} {size}x", []).append(took)
            answers.add(answer)
        if len(answers) != 1:
            raise SystemExit(f"{name}: the answers differ")
    return {kind: round(median(took), 4) for kind, took in times.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer rounds")
    parser.add_argument("--json", action="store_true", help="print the figures alone")
    arguments = parser.parse_args()
    figures = asyncio.run(measure(*((40, 5) if arguments.quick else (210, 10))))
    ratios = {name: round(row["again 100x"] / row["again 1x"], 2) for name, row in figures.items()}
    if not arguments.json:
        print("milliseconds, median; 100x / 1x when asked again")
        for name, row in figures.items():
            told = "  ".join(f"{kind} {value:.3f}" for kind, value in row.items())
            print(f"{name:40} {ratios[name]:5.2f}  {told}")
    print(json.dumps({"milliseconds": figures, "ratio_100x": ratios}, ensure_ascii=False))


if __name__ == "__main__":
    main()
