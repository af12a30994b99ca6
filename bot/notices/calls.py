"""Calls under way in one channel, and what came of them until it has been recorded."""

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.faults import report
from bot.notices import results
from bot.notices.backoff import pause
from bot.notices.claims import Outcome
from bot.notices.means import Means
from bot.notices.notice import RefusedError, Sender, TryLaterError
from bot.notices.prepared import Claim, Ready
from bot.notices.rates import LONGEST_REST
from bot.notices.results import Refusal


@dataclass(frozen=True, slots=True)
class Result:
    """What is to be written about one claim."""

    outcome: Outcome
    refusal: Refusal | None = None


class Calls:
    """Everything that this worker has claimed in one channel and not yet recorded."""

    def __init__(self, means: Means, sender: Sender, woken: asyncio.Event) -> None:
        """`woken` is set whenever there is something to record."""
        self._means = means
        self._sender = sender
        self._woken = woken
        self._held: set[int] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._results: list[Result] = []
        self._troubles = 0
        """How often in a row the whole channel was out of order."""
        self._rest_until: datetime | None = None

    @property
    def held(self) -> Sequence[int]:
        """Ids of the deliveries in our hands."""
        return tuple(self._held)

    @property
    def results(self) -> Sequence[Result]:
        """What waits to be recorded."""
        return tuple(self._results)

    @property
    def free(self) -> int:
        """How many more may be under way."""
        return max(self._sender.at_once - len(self._held), 0)

    def rest_until(self, now: datetime) -> datetime | None:
        """Until when the whole channel is to be left alone, as far as our own calls found out."""
        until = self._rest_until
        return until if until and now < until <= now + LONGEST_REST else None

    def hold(self, claims: Iterable[Claim]) -> None:
        """Take charge of claims that have been committed."""
        self._held |= {claim.id for claim in claims}

    def start(self, claim: Claim, ready: Ready) -> None:
        """Make one call; its result comes by itself."""
        task = asyncio.create_task(self._call(claim, ready))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def add(self, outcome: Outcome, refusal: Refusal | None = None) -> None:
        """Keep what came of a claim until it is recorded."""
        self._results.append(Result(outcome, refusal))
        self._woken.set()

    def let_go(self, recorded: Sequence[Result]) -> None:
        """Forget what has been committed: the oldest results."""
        del self._results[: len(recorded)]
        self._held -= {result.outcome.id for result in recorded}

    async def finish(self, seconds: float | None) -> None:
        """Wait for the calls under way; those that take longer are broken off."""
        if self._tasks:
            _, late = await asyncio.wait(self._tasks, timeout=seconds)
            for task in late:
                task.cancel()
            await asyncio.gather(*late)

    async def _call(self, claim: Claim, ready: Ready) -> None:
        means, chance = self._means, self._means.chance
        try:
            async with asyncio.timeout(means.timing.send):
                reference = await self._sender.send(ready.notice, ready.target, means.clock())
        except RefusedError as error:
            refusal = Refusal(claim, ready.target, str(error))
            self.add(results.refused(refusal), refusal)
        except TryLaterError as error:
            self._put_off(claim, error, means.clock())
        except (TimeoutError, asyncio.CancelledError) as error:
            because = "no answer" if isinstance(error, TimeoutError) else "broken off at the stop"
            self.add(results.uncertain(claim, because, means.clock(), chance))
        except Exception as fault:
            because = f"error {report(fault, f'delivery {claim.id}')}"
            self.add(results.uncertain(claim, because, means.clock(), chance))
        else:
            self._troubles = 0
            self.add(results.sent(claim, ready, reference, means.clock()))

    def _put_off(self, claim: Claim, error: TryLaterError, now: datetime) -> None:
        if not error.whole_channel:
            self.add(results.later(claim, error, now, self._means.chance))
            return
        if not self.rest_until(now):  # many calls may find it out at once; the first one counts
            self._troubles += 1
            asked = error.after or pause(self._troubles, self._means.chance)
            self._rest_until = now + min(asked, LONGEST_REST)
        self.add(results.put_back(claim, self._rest_until or now, str(error)))
