"""Whatever is said and pressed in whatever order, and wherever workers die: each thing is answered,
no turn is taken twice, and the order of each conversation is kept."""

import asyncio
import json
from collections import Counter, defaultdict
from datetime import timedelta
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule, run_state_machine_as_test
from sqlalchemy import delete, event, select

from bot.conversation.tables import StoredConversation
from bot.database import make_engine, make_sessions
from bot.intake.answers import Pace
from bot.intake.intake import Intake
from bot.intake.item import Item
from bot.intake.queue import held_now, reclaim
from bot.intake.tables import Received
from bot.message import Reply
from bot.notices.notice import TryLaterError
from tests.intake.channel import NOW, Ears, answers, said, still_open, text_of, turns, work_off

CONVERSATIONS = st.sampled_from("ab")
PATIENT = Pace(work=600, stop=600)
"""Nothing is broken off because the machine has other things to do."""
FAULTS = st.lists(st.sampled_from(["", "", "busy", "odd"]), max_size=3)


class DiedError(Exception):
    """The process died here, or had before."""


class Process:
    """One that dies before one of its steps: a write, a commit, or something it sends."""

    def __init__(self, url: str, steps: int | None = None) -> None:
        self.steps = steps
        self.dead = False
        self.engine = make_engine(url)
        self.sessions = make_sessions(self.engine)
        event.listen(self.engine.sync_engine, "before_cursor_execute", self._before)
        event.listen(self.engine.sync_engine, "commit", self.step)

    def _before(self, _c: Any, _u: Any, statement: str, *_: Any) -> None:
        if self.dead or statement.startswith(("INSERT", "UPDATE")):
            self.step()

    def step(self, *_: Any) -> None:
        if self.steps is not None:
            self.steps -= 1
            self.dead = self.steps < 0
        if self.dead:
            raise DiedError


class Mouth(Ears):
    """What a process tells those who wait."""

    def __init__(self, process: Process, told: list[str], faults: list[str]) -> None:
        super().__init__()
        self._process = process
        self._told = told
        self._wrong = faults

    async def hear(self, text: str, reply: Reply) -> None:
        del reply
        self._process.step()
        wrong = self._wrong.pop() if self._wrong else ""
        if wrong:
            raise TryLaterError(wrong) if wrong == "busy" else ValueError
        self._told.append(text)

    async def apologise(self, item: Item, error: str) -> None:
        del error
        self._process.step()
        self._told.append(text_of(item))


class Story(RuleBasedStateMachine):
    """A busy day."""

    def __init__(self, url: str) -> None:
        super().__init__()
        self.url = url
        self.loop = asyncio.new_event_loop()
        self.web = [Process(url), Process(url)]
        self.intakes = [Intake(process.sessions, lambda: None) for process in self.web]
        self.sessions = self.web[0].sessions
        self.now = NOW
        self.taken: dict[str, list[str]] = defaultdict(list)
        """What was taken in, by conversation, in order."""
        self.told: list[str] = []
        """What was answered or apologised for, in order."""
        self.cut_off: Counter[str] = Counter()
        """How often it was in the hands of a worker that died."""
        self.names = 0

    def run(self, work: Any) -> Any:
        return self.loop.run_until_complete(work)

    def _name(self) -> str:
        self.names += 1
        return f"{self.names}"

    @rule(conversation=CONVERSATIONS, repeats=st.integers(1, 3))
    def somebody_writes(self, conversation: str, repeats: int) -> None:
        name = self._name()
        taken = self._take(said(name, conversation, self.now), repeats)
        assert sum(taken) == 1
        self.taken[conversation].append(name)

    @precondition(lambda self: self.taken)
    @rule(conversation=CONVERSATIONS, which=st.integers(0, 9))
    def something_comes_again(self, conversation: str, which: int) -> None:
        if texts := [it for it in self.taken[conversation] if "press" not in it]:
            text = texts[which % len(texts)]
            assert not any(self._take(said(text, conversation, self.now), 1))

    @rule(conversation=CONVERSATIONS, clicks=st.integers(1, 3))
    def somebody_presses(self, conversation: str, clicks: int) -> None:
        """Any number of clicks are one press, or none while the one before is open."""
        name = f"press {self._name()}"
        item = said(name, conversation, self.now, f"button {conversation}", f"{self.names:09}")
        taken = sum(self._take(item, clicks))
        assert taken <= 1
        self.taken[conversation] += [name] * taken

    def _take(self, item: Item, times: int) -> list[bool]:
        """Let it come to both processes so many times, all at once."""

        async def all_at_once() -> list[bool]:
            return await asyncio.gather(*(it.take(item) for it in self.intakes * times))

        taken: list[bool] = self.run(all_at_once())
        return taken

    @rule(seconds=st.integers(1, 60))
    def time_goes_on(self, seconds: int) -> None:
        self.now += timedelta(seconds=seconds)

    @rule(faults=FAULTS, steps=st.none() | st.integers(0, 25))
    def a_worker_works_and_may_die(self, faults: list[str], steps: int | None) -> None:
        self._work(steps, faults)

    @rule(steps=st.integers(0, 25))
    def two_work_at_once_and_one_dies(self, steps: int) -> None:
        self._work(None, [], steps)

    def _work(self, steps: int | None, faults: list[str], *more: int) -> None:
        processes = [Process(self.url, it) for it in (steps, *more)]
        workers = [
            answers(
                process.sessions,
                Mouth(process, self.told, faults),
                worker=f"worker {self._name()}",
                clock=lambda: self.now,
                pace=PATIENT,
            )
            for process in processes
        ]

        async def work() -> None:
            await asyncio.gather(*(work_off(it) for it in workers), return_exceptions=True)
            for process in processes:
                await process.engine.dispose()
            await self._find_the_lost()

        self.run(work())

    async def _find_the_lost(self) -> None:
        """Whoever holds something now is dead."""
        async with self.sessions.begin() as session:
            held = select(Received.payload).where(Received.state == "working")
            self.cut_off.update(json.loads(it)["text"] for it in await session.scalars(held))
            for lease in await held_now(session):
                await reclaim(session, lease, self.now)

    def teardown(self) -> None:
        while self.run(still_open(self.sessions)):
            self.now += timedelta(minutes=1)
            self._work(None, [])
        kept = defaultdict(list, self.run(turns(self.sessions)))
        self.run(self._wipe())
        self.loop.close()
        for conversation, texts in self.taken.items():
            assert list(dict.fromkeys(it for it in self.told if it in texts)) == texts
            # What was given up before its turn has none.
            assert kept[conversation] == [it for it in texts if it in kept[conversation]]
        for text, times in Counter(self.told).items():
            assert times <= 1 + self.cut_off[text]

    async def _wipe(self) -> None:
        async with self.sessions.begin() as session:
            for table in (Received, StoredConversation):
                await session.execute(delete(table))
        for process in self.web:
            await process.engine.dispose()


def test_whatever_happens_all_is_answered_once_and_in_order(database: str) -> None:
    run_state_machine_as_test(
        lambda: Story(database),
        settings=settings(
            max_examples=12,
            stateful_step_count=20,
            suppress_health_check=[HealthCheck.too_slow],
        ),
    )
