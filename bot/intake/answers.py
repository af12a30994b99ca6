"""Working off what came in: claim, let the channel answer, write down what came of it."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.conversation.service import Conversations
from bot.faults import report
from bot.intake.item import Answerer
from bot.intake.queue import Claimed, claim, finish, held_now, is_any_due, reclaim, release
from bot.intake.turns import Turns
from bot.intake.working import Result, Working, put_back, work_off
from bot.notices.claims import Lease
from bot.notices.doors import close_door
from bot.notices.hold import hold_owner
from bot.notices.leases import Watch
from bot.notices.tables import Door


@dataclass(frozen=True, slots=True)
class Pace:
    """How much at once, and how long, in seconds."""

    at_once: int = 32
    """Most of it waits for the channel, or is taken with others; see `Turns`."""
    work: float = 40.0
    """An item that takes longer is broken off: within its lease, which is never renewed."""
    lease: float = 60.0
    poll: float = 1.0
    """How often it is looked for what other processes left, and what was put off."""
    watch: float = 5.0
    """How often the leases of other workers are looked at."""
    stop: float = 8.0
    """How long items in work may take to finish at the stop."""


class Answers:
    """Works in one process on what any process took in; others do the same beside it."""

    def __init__(
        self,
        sessions: async_sessionmaker[AsyncSession],
        conversations: Conversations,
        worker: str,
        clock: Callable[[], datetime],
        pace: Pace = Pace(),
    ) -> None:
        """`worker` is a name that no other process has, or ever had."""
        self._sessions = sessions
        self._turns = Turns(conversations, worker)
        self._worker = worker
        self._clock = clock
        self._pace = pace
        self._channels: dict[str, Answerer] = {}
        self._woken = asyncio.Event()
        self._stopped = False
        self._tasks: set[asyncio.Task[None]] = set()
        self._results: list[Result] = []
        self._held: set[int] = set()
        self._in_doubt = False
        """Whether a transaction broke off, so that claims may be ours without our knowing."""

    def add(self, channel: Answerer) -> None:
        """Answer in this channel too."""
        self._channels[channel.channel] = channel

    def wake(self) -> None:
        """Look at once: something came in."""
        self._woken.set()

    def stop(self) -> None:
        """Claim nothing more; `run` ends when what is in work is done."""
        self._stopped = True
        self._woken.set()

    async def run(self) -> None:
        """Work until told to stop. Goes on by itself after whatever befalls the database."""
        watching = asyncio.create_task(self._watch())
        woken = True
        try:
            while not self._stopped:
                self._woken.clear()
                try:
                    if woken or await self._is_any_due():
                        await self.round()
                    woken = await self._rest()
                except Exception as fault:
                    report(fault, "a round of answers")
                    await asyncio.sleep(self._pace.poll)  # there is no hurry to fail again
                    woken = True
        finally:
            watching.cancel()
            await asyncio.wait([watching])  # until it has let go of its connection
        try:
            await self.finish()
        except Exception as fault:  # other workers find out by the leases
            report(fault, "the last round of answers")

    async def round(self) -> None:
        """Write down what is done, claim what is due, and begin to work on it."""
        for it in await self._claim():
            task = asyncio.create_task(self._work(it))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def finish(self) -> None:
        """Wait for what is in work, break off what takes longer, and write down all."""
        if self._tasks:
            _, late = await asyncio.wait(self._tasks, timeout=self._pace.stop)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)
        done = tuple(self._results)
        await self._close_doors(done)
        async with self._sessions.begin() as session:
            await self._record(session, done)
        self._let_go(done)

    async def _is_any_due(self) -> bool:
        """Look without writing: most of the time there is nothing, and others want to write."""
        async with self._sessions() as session:
            return await is_any_due(session, self._clock())

    async def _claim(self) -> Sequence[Claimed]:
        done = tuple(self._results)
        await self._close_doors(done)
        in_doubt, self._in_doubt = self._in_doubt, True
        async with self._sessions.begin() as session:
            if in_doubt:
                await release(session, self._worker, self._held)
            await self._record(session, done)
            claims = await self._claim_free(session, len(done))
        self._in_doubt = False
        self._let_go(done)
        self._held |= {it.id for it in claims}
        return claims

    async def _claim_free(self, session: AsyncSession, done: int) -> Sequence[Claimed]:
        free = self._pace.at_once - len(self._held) + done
        if not (free and self._channels):
            return ()
        now = self._clock()
        lease = Lease(self._worker, now + timedelta(seconds=self._pace.lease))
        return await claim(session, tuple(self._channels), free, now, lease)

    async def _record(self, session: AsyncSession, done: Sequence[Result]) -> None:
        await finish(session, self._worker, [it.finished for it in done if it.finished])

    def _let_go(self, done: Sequence[Result]) -> None:
        del self._results[: len(done)]
        self._held -= {it.claimed.id for it in done}

    async def _close_doors(self, done: Sequence[Result]) -> None:
        """Each in a transaction of its own, so that one person is held at a time."""
        for it in done:
            if it.refused:
                item = it.claimed.item
                async with self._sessions.begin() as session:
                    door = (Door.channel == item.channel, Door.address == item.conversation)
                    await hold_owner(session, *door)
                    now = self._clock()
                    await close_door(session, item.channel, item.conversation, it.refused, now)

    async def _work(self, claimed: Claimed) -> None:
        channel, pace = self._channels[claimed.item.channel], self._pace
        working = Working(claimed, self._turns)
        try:
            result = await work_off(claimed, channel, working, self._clock, pace.work)
        except asyncio.CancelledError:  # we have to stop
            result = put_back(claimed)
        self._results.append(result)
        self._woken.set()

    async def _rest(self) -> bool:
        """Wait until woken, or for a moment; tell which."""
        try:
            async with asyncio.timeout(self._pace.poll):
                return await self._woken.wait()
        except TimeoutError:
            return False

    async def _watch(self) -> None:
        """Let go on what lost workers had in their hands."""
        watch, steady = Watch(self._pace.lease), asyncio.get_running_loop().time
        while True:
            await asyncio.sleep(self._pace.watch)
            try:
                async with self._sessions.begin() as session:
                    lost = watch.run_out(await held_now(session), steady())
                    for lease in lost:
                        await reclaim(session, lease, self._clock())
            except Exception as fault:
                report(fault, "watching the answers")
