"""The turns of items in work: each taken once, those of the same moment in one transaction."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from pydantic import TypeAdapter
from sqlalchemy.ext.asyncio import AsyncSession

from bot.conversation.service import Conversations
from bot.intake.queue import keep_replies
from bot.message import Message, Reply
from bot.together import Together

REPLY: Final = TypeAdapter(Reply)
_ALONE: Final = 16
"""Turns taken by themselves at once: fewer than the connections of a process, so that others find
one."""


class LostError(Exception):
    """The item is another worker's by now, as this one was taken for lost."""


@dataclass(frozen=True, slots=True)
class _Asked:
    claimed: int
    message: Message


class Turns:
    """Takes turns for one worker, and keeps their replies in the same transaction."""

    def __init__(self, conversations: Conversations, worker: str) -> None:
        self._conversations = conversations
        self._worker = worker
        self._alone = asyncio.Semaphore(_ALONE)
        self._together = Together(self._take_all, "taking turns")

    async def take(self, claimed: int, message: Message) -> Reply:
        """Take the turn of an item. Raises LostError where it is no longer this worker's."""
        reply = await self._together.ask(_Asked(claimed, message))
        if reply:
            return reply
        async with self._alone:
            return await self._conversations.turn(message, partial(self._keep, (claimed,)))

    async def _take_all(self, asked: Sequence[_Asked]) -> Sequence[Reply | None]:
        """Take what can be taken together; None for what has to be taken by itself."""
        if len(asked) == 1:
            return (None,)
        first = list({it.message.place: it for it in asked}.values())
        claimed = [it.claimed for it in first]
        messages = [it.message for it in first]
        try:
            replies = await self._conversations.turns(messages, partial(self._keep, claimed))
        except LostError:  # nothing was kept, and whose it is shows when each is taken by itself
            return [None] * len(asked)
        taken = dict(zip(claimed, replies, strict=True))
        return [taken.get(it.claimed) for it in asked]

    async def _keep(
        self, claimed: Sequence[int], session: AsyncSession, replies: Sequence[Reply | None]
    ) -> None:
        written = {
            item: REPLY.dump_json(reply).decode()
            for item, reply in zip(claimed, replies, strict=True)
            if reply
        }
        if not await keep_replies(session, self._worker, written):
            raise LostError
