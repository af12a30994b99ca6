"""One item in work: its turn taken once, and what came of it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from pydantic import TypeAdapter
from sqlalchemy.ext.asyncio import AsyncSession

from bot.conversation.service import Conversations
from bot.faults import report
from bot.intake.item import Answerer, Item
from bot.intake.queue import Claimed, Finished, keep_reply
from bot.message import Message, Reply
from bot.notices.doors import reopen_door
from bot.notices.notice import RefusedError, TryLaterError

_REPLY: Final = TypeAdapter(Reply)
_MOST_TRIES: Final = 3
_FIRST_PAUSE: Final = timedelta(seconds=1)
_LATEST: Final = timedelta(minutes=30)
"""After so long nobody waits for an answer any more."""


class LostError(Exception):
    """The item is another worker's by now, as this one was taken for lost."""


class Working:
    """An item and the worker that has it; what the channel sees as `Work`."""

    def __init__(self, claimed: Claimed, conversations: Conversations, worker: str) -> None:
        self.item: Item = claimed.item
        self._claimed = claimed
        self._conversations = conversations
        self._worker = worker

    async def turn(self, message: Message) -> Reply:
        """Take the turn, or give what it answered when it was taken before."""
        if self._claimed.reply is not None:
            return _REPLY.validate_json(self._claimed.reply)
        return await self._conversations.turn(message, self._keep)

    async def _keep(self, session: AsyncSession, reply: Reply) -> None:
        item, written = self.item, _REPLY.dump_json(reply).decode()
        if not await keep_reply(session, self._claimed.id, self._worker, written):
            raise LostError
        await reopen_door(session, item.channel, item.conversation)


@dataclass(frozen=True, slots=True)
class Result:
    """What is to be written about an item."""

    finished: Finished
    refused: str | None = None
    """Why the channel will never take anything here; its door is closed."""
    item: Item | None = None


async def work_off(
    claimed: Claimed, channel: Answerer, working: Working, clock: Callable[[], datetime]
) -> Result:
    """Let the channel answer an item; raises nothing."""
    try:
        await channel.answer(working)
    except RefusedError as error:
        because = str(error)[:160]
        return Result(Finished(claimed.id, "done", outcome=because), because, claimed.item)
    except TryLaterError as error:
        return Result(_later(claimed, error, clock()))
    except Exception as fault:
        return Result(await _failed(claimed, fault, channel, clock()))
    return Result(Finished(claimed.id, "done"))


def _later(claimed: Claimed, error: TryLaterError, now: datetime) -> Finished:
    """Nothing is wrong with the item: it is not counted as a try."""
    if now - claimed.item.at > _LATEST:
        return Finished(claimed.id, "failed", outcome=str(error)[:160])
    pause = error.after or _FIRST_PAUSE * 4
    return Finished(claimed.id, "waiting", claimed.attempts, now + pause)


async def _failed(
    claimed: Claimed, fault: BaseException, channel: Answerer, now: datetime
) -> Finished:
    """Try again a few times, then say that it failed, and under which id the log tells of it."""
    error = report(fault, f"item {claimed.id} of {channel.channel}")
    tried = claimed.attempts + 1
    if tried < _MOST_TRIES:
        return Finished(claimed.id, "waiting", tried, now + _FIRST_PAUSE * 4**claimed.attempts)
    await _quietly(channel.apologise(claimed.item, error), claimed, channel)
    return Finished(claimed.id, "failed", tried, outcome=f"error {error}")


async def _quietly(apology: Awaitable[None], claimed: Claimed, channel: Answerer) -> None:
    try:
        await apology
    except Exception as fault:
        report(fault, f"the apology for item {claimed.id} of {channel.channel}")
