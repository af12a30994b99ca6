"""Sending through one channel in one worker: record, claim, prepare, call, over and over."""

import asyncio
from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession

from bot.faults import report
from bot.notices import rates, results
from bot.notices.calls import Calls, Result
from bot.notices.claims import LOWEST, URGENT, Lease, Outcome, claim, record, release
from bot.notices.hold import hold
from bot.notices.means import Means
from bot.notices.notice import Sender
from bot.notices.prepared import Claim, Ready


class Dispatcher:
    """Sends what is due through one channel, until it is told to stop.

    A round records what came of earlier calls and claims the next deliveries in one transaction,
    prepares them together, and starts their calls; these go on while the next rounds do.
    """

    def __init__(self, means: Means, sender: Sender) -> None:
        self._means = means
        self._sender = sender
        self._woken = asyncio.Event()
        self._calls = Calls(means, sender, self._woken)
        self._in_doubt = False
        """Whether a transaction broke off, so that claims may be ours without our knowing."""
        self._stopped = False

    @property
    def held(self) -> Sequence[int]:
        """Ids of the deliveries in our hands."""
        return self._calls.held

    def wake(self) -> None:
        """Look at once: something may have become due."""
        self._woken.set()

    def stop(self) -> None:
        """Claim nothing more; `run` ends when the calls under way have."""
        self._stopped = True
        self._woken.set()

    async def run(self) -> None:
        """Send until told to stop. Goes on by itself after whatever befalls the database."""
        timing = self._means.timing
        while not self._stopped:
            self._woken.clear()
            try:
                wait = await self.round(self._means.clock())
            except Exception as fault:
                report(fault, f"a round of {self._sender.channel}")
                await asyncio.sleep(timing.poll)  # not woken: there is no hurry to fail again
                continue
            await self._rest(min(wait, timing.poll))
        try:
            await self.finish(timing.stop)
        except Exception as fault:  # other workers find out by the leases
            report(fault, f"the last round of {self._sender.channel}")

    async def round(self, now: datetime) -> float:
        """Do one round; give the seconds until there may be more to do by itself."""
        claims, next_at = await self._claim(now)
        if claims:
            await self._start(claims, now)
        return max((next_at - now).total_seconds(), 0.0)

    async def finish(self, seconds: float | None = None) -> None:
        """Wait for the calls under way, break off those that take longer, and record them all."""
        await self._calls.finish(seconds)
        async with self._means.sessions() as session:
            done = await self._record(session, self._means.clock())
            await session.commit()
        self._calls.let_go(done)

    async def _rest(self, seconds: float) -> None:
        try:
            async with asyncio.timeout(seconds):
                await self._woken.wait()
        except TimeoutError:
            return

    async def _claim(self, now: datetime) -> tuple[list[Claim], datetime]:
        means, channel = self._means, self._sender.channel
        lease = Lease(means.worker, now + timedelta(seconds=means.timing.lease))
        in_doubt, self._in_doubt = self._in_doubt, True
        async with means.sessions() as session:
            if in_doubt:
                await release(session, means.worker, channel, self.held)
            done = await self._record(session, now)
            most, lowest, next_at = await self._room(session, self._calls.free + len(done), now)
            claims = await claim(session, channel, most, now, lease, lowest)
            await self._give_back(session, most - len(claims))
            await session.commit()
        self._in_doubt = False
        self._calls.let_go(done)
        self._calls.hold(claims)
        return claims, next_at

    async def _record(self, session: AsyncSession, now: datetime) -> Sequence[Result]:
        done = self._calls.results
        for person in sorted({it.refusal.claim.person_id for it in done if it.refusal}):
            await hold(session, person)
        await record(session, self._means.worker, [result.outcome for result in done])
        for result in done:
            if result.refusal:
                await results.fall_back(session, result.refusal, now)
        if until := self._calls.rest_until(now):
            await rates.rest(session, self._sender.channel, until)
        return done

    async def _room(
        self, session: AsyncSession, free: int, now: datetime
    ) -> tuple[int, int, datetime]:
        """Give how many may be claimed, down to which priority, and when to look again.

        The last places are kept for what somebody in a conversation waits for.
        """
        sender, poll_at = self._sender, now + timedelta(seconds=self._means.timing.poll)
        if until := await rates.resting(session, sender.channel, now):
            return 0, URGENT, until
        kept = max(sender.at_once // 10, 1) if sender.at_once > 1 else 0
        most, lowest = (free - kept, LOWEST) if free > kept else (free, URGENT)
        if not (sender.limit and most):
            return most, lowest, poll_at
        grants = await rates.take(session, {sender.channel: most}, sender.limit, now)
        grant = grants[sender.channel]
        return grant.tokens, lowest, min(poll_at, grant.next_at)

    async def _give_back(self, session: AsyncSession, tokens: int) -> None:
        if tokens and self._sender.limit:
            await rates.give_back(session, self._sender.channel, tokens, self._sender.limit)

    async def _start(self, claims: Sequence[Claim], now: datetime) -> None:
        """Call for what is ready, and keep the answer for the rest."""
        try:
            decided = await self._decide(claims, now)
            ready = [(it, what) for it, what in decided if isinstance(what, Ready)]
            allowed = await self._admit([what for _, what in ready], len(claims), now)
        except BaseException:
            again = now + timedelta(seconds=self._means.timing.poll)
            for it in claims:
                self._calls.add(results.put_back(it, again, "interrupted"))
            raise
        for _, what in decided:
            if isinstance(what, Outcome):
                self._calls.add(what)
        for (it, what), until in zip(ready, allowed, strict=True):
            if until:
                self._calls.add(results.put_back(it, until, "address_busy"))
            else:
                self._calls.start(it, what)

    async def _decide(
        self, claims: Sequence[Claim], now: datetime
    ) -> Sequence[tuple[Claim, Ready | Outcome]]:
        """Prepare all together; where that fails, one by one, so that one bad never stops all."""
        try:
            async with self._means.sessions() as session:
                prepared = await self._means.prepare(session, claims, now)
        except (SQLAlchemyError, OSError):
            raise
        except Exception as fault:
            if len(claims) > 1:
                return [pair for it in claims for pair in await self._decide([it], now)]
            because = f"error {report(fault, f'delivery {claims[0].id}')}"
            return [(claims[0], results.failed(claims[0], because, now, self._means.chance))]
        return [(it, results.decided(it, what)) for it, what in zip(claims, prepared, strict=True)]

    async def _admit(
        self, ready: Sequence[Ready], claimed: int, now: datetime
    ) -> Sequence[datetime | None]:
        """Tell for each until when its address is busy, None for one that may go out now."""
        sender, limit = self._sender, self._sender.address_limit
        if not (sender.limit or limit):
            return [None] * len(ready)
        keys = [f"{sender.channel} {it.target.person}" for it in ready]
        waits: Sequence[datetime | None] = [None] * len(ready)
        async with self._means.sessions() as session:
            if limit and keys:
                grants = await rates.take(session, Counter(keys), limit, now)
                waits = rates.turns(keys, grants, limit)
            await self._give_back(session, claimed - waits.count(None))
            await session.commit()
        return waits
