"""A channel that does as the test says, and dispatchers that send through it."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from random import Random

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.message import Reply
from bot.notices.dispatcher import Dispatcher
from bot.notices.means import Means, Timing
from bot.notices.notice import Notice, RateLimit, Target
from bot.notices.prepared import Claim, Prepare, Prepared, Ready
from bot.notices.tables import Delivery, Door
from tests.notices.people import NOON

Answer = Callable[[Target], Awaitable[str | None]]

NOTICE = Notice("Fristen nærmer seg", Reply("nb", ()))


async def accept(target: Target) -> str | None:
    """Take everything."""
    return f"id-{target.delivery}"


class Channel:
    """Remembers what it was given, in order; `answer` decides what becomes of it."""

    def __init__(
        self,
        channel: str = "slack",
        answer: Answer = accept,
        at_once: int = 10,
        limit: RateLimit | None = None,
        address_limit: RateLimit | None = None,
    ) -> None:
        self.channel = channel
        self.answer = answer
        self.at_once = at_once
        self.limit = limit
        self.address_limit = address_limit
        self.got: list[Target] = []
        self.most_at_once = 0
        self._now = 0

    @property
    def ids(self) -> list[int]:
        return [target.delivery for target in self.got]

    async def send(self, notice: Notice, target: Target, now: datetime) -> str | None:
        del notice, now
        self.got.append(target)
        self._now += 1
        self.most_at_once = max(self.most_at_once, self._now)
        try:
            return await self.answer(target)
        finally:
            self._now -= 1


async def ready(
    session: AsyncSession, claims: Sequence[Claim], now: datetime
) -> Sequence[Prepared]:
    """Make everything ready for the person's door in the channel."""
    rows = await session.execute(
        select(Door.person_id, Door.channel, Door.address).where(
            Door.person_id.in_({it.person_id for it in claims}), Door.closed_at.is_(None)
        )
    )
    doors = {(person, channel): address for person, channel, address in rows}
    return [
        Ready(NOTICE, Target(it.id, it.person_id, doors[it.person_id, it.channel]), it.told)
        for it in claims
    ]


class Clock:
    """A clock that moves when it is told to."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        return self.now


class Bench:
    """One worker on a test's database."""

    def __init__(
        self,
        sessions: async_sessionmaker[AsyncSession],
        *,
        prepare: Prepare = ready,
        worker: str = "one",
        timing: Timing | None = None,
        clock: Clock | None = None,
    ) -> None:
        self.clock = clock or Clock()
        chance = Random(1)  # noqa: S311 - repeatable, not secret
        self.means = Means(sessions, prepare, worker, self.clock, chance, timing or Timing())

    def dispatcher(self, channel: Channel) -> Dispatcher:
        return Dispatcher(self.means, channel)

    async def send_due(self, channel: Channel) -> Dispatcher:
        """Do rounds until nothing more goes out at this moment."""
        dispatcher = self.dispatcher(channel)
        before = -1
        while before != len(channel.got):
            before = len(channel.got)
            await dispatcher.round(self.clock.now)
            await dispatcher.finish()
        return dispatcher

    async def rows(self) -> list[Delivery]:
        async with self.means.sessions() as session:
            return list(await session.scalars(select(Delivery).order_by(Delivery.id)))


class Gate:
    """Holds calls until the test lets them go."""

    def __init__(self) -> None:
        self._open = asyncio.Event()
        self._arrived = asyncio.Semaphore(0)

    async def __call__(self, target: Target) -> str | None:
        del target
        self._arrived.release()
        await self._open.wait()
        return None

    async def arrivals(self, number: int) -> None:
        for _ in range(number):
            await self._arrived.acquire()

    def open(self) -> None:
        self._open.set()
