"""One item in work: its turn taken once, and what came of it."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from bot.faults import report
from bot.intake.item import Answerer, Item
from bot.intake.queue import Claimed, Finished
from bot.intake.turns import REPLY, LostError, Turns
from bot.message import Message, Reply
from bot.notices.notice import RefusedError, TryLaterError

_MOST_TRIES: Final = 3
_MOST_LOST: Final = 5
"""After so many it may be the item that kills the workers."""
_FIRST_PAUSE: Final = timedelta(seconds=1)
_LATEST: Final = timedelta(minutes=30)
"""After so long nobody waits for an answer any more."""
_APOLOGY_SECONDS: Final = 10.0


class GivenUpError(Exception):
    """Workers were lost with this item again and again."""


class Working:
    """An item and the worker that has it; what the channel sees as `Work`."""

    def __init__(self, claimed: Claimed, turns: Turns) -> None:
        self.item: Item = claimed.item
        self._id = claimed.id
        self._kept = claimed.reply
        self._turns = turns

    async def turn(self, message: Message) -> Reply:
        """Take the turn, or give what it answered when it was taken before."""
        if self._kept is None:
            return await self._turns.take(self._id, message)
        return REPLY.validate_json(self._kept)


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a claim."""

    claimed: Claimed
    finished: Finished | None
    """What is to be written about it; None where it is no longer ours."""
    refused: str | None = None
    """Why the channel will never take anything here; its door is closed."""


async def work_off(
    claimed: Claimed,
    channel: Answerer,
    working: Working,
    clock: Callable[[], datetime],
    seconds: float,
) -> Result:
    """Let the channel answer an item, for so long at the most; raises nothing."""
    try:
        if claimed.attempts >= _MOST_LOST:
            raise GivenUpError
        async with asyncio.timeout(seconds):
            await channel.answer(working)
    except LostError:
        return Result(claimed, None)
    except RefusedError as error:
        because = str(error)[:160]
        return Result(claimed, Finished(claimed.id, "done", outcome=because), because)
    except TryLaterError as error:
        return Result(claimed, _later(claimed, error, clock()))
    except Exception as fault:
        return Result(claimed, await _failed(claimed, fault, channel, clock))
    return Result(claimed, Finished(claimed.id, "done"))


def put_back(claimed: Claimed) -> Result:
    """It was broken off through no fault of its own."""
    return Result(claimed, Finished(claimed.id, "waiting", claimed.attempts))


def _later(claimed: Claimed, error: TryLaterError, now: datetime) -> Finished:
    """Nothing is wrong with the item: it is not counted as a try."""
    if now - claimed.item.at > _LATEST:
        return Finished(claimed.id, "failed", outcome=str(error)[:160])
    pause = error.after or _FIRST_PAUSE * 4
    return Finished(claimed.id, "waiting", claimed.attempts, now + pause)


async def _failed(
    claimed: Claimed, fault: BaseException, channel: Answerer, clock: Callable[[], datetime]
) -> Finished:
    """Try again a few times, then say that it failed, and under which id the log tells of it."""
    error = report(fault, f"item {claimed.id} of {channel.channel}")
    tried = claimed.attempts + 1
    if tried < _MOST_TRIES:
        pause = _FIRST_PAUSE * 4**claimed.attempts
        return Finished(claimed.id, "waiting", tried, clock() + pause)
    await _apologise(claimed, channel, error)
    return Finished(claimed.id, "failed", tried, outcome=f"error {error}")


async def _apologise(claimed: Claimed, channel: Answerer, error: str) -> None:
    try:
        async with asyncio.timeout(_APOLOGY_SECONDS):
            await channel.apologise(claimed.item, error)
    except Exception as fault:
        report(fault, f"the apology for item {claimed.id} of {channel.channel}")
