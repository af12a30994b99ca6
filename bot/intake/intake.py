"""Taking in: one statement that tells what is new from what came before."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Final, TypeAlias

from sqlalchemy import and_, delete
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.database import insert
from bot.intake.item import Item
from bot.intake.tables import Received

DOUBLE_CLICK: Final = timedelta(seconds=3)
"""Presses of one button that are nearer than this are one press."""

_Key: TypeAlias = tuple[str, str]

_ANEW: Final = (
    "stamp",
    "conversation",
    "payload",
    "received_at",
    "state",
    "try_at",
    "attempts",
    "reply",
    "outcome",
)
"""What is written again when a button is pressed anew."""


class Intake:
    """Writes down what comes in. What comes at the same moment is written in one transaction."""

    def __init__(
        self, sessions: async_sessionmaker[AsyncSession], wake: Callable[[], None]
    ) -> None:
        """`wake` is called whenever there is something new to work on."""
        self._sessions = sessions
        self._wake = wake
        self._waiting: list[tuple[Item, asyncio.Future[bool]]] = []
        self._writing: asyncio.Task[None] | None = None

    async def take(self, item: Item) -> bool:
        """Keep an item for the workers, and tell whether it is new. It is safe once this returns.

        Raises what the database raises; the platform then has to send it again.
        """
        written: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self._waiting.append((item, written))
        if self._writing is None:
            self._writing = asyncio.create_task(self._write_all())
        return await written

    async def _write_all(self) -> None:
        try:
            while self._waiting:
                batch, self._waiting = self._waiting, []
                await self._write_batch(batch)
        finally:
            self._writing = None

    async def _write_batch(self, batch: Sequence[tuple[Item, "asyncio.Future[bool]"]]) -> None:
        first: dict[_Key, Item] = {}
        for item, _ in batch:
            first.setdefault((item.channel, item.key), item)
        try:
            new = await self._write(first)
        except Exception as fault:
            if len(batch) > 1:  # so that one that can't be written takes no other with it
                for it in batch:
                    await self._write_batch([it])
            elif not batch[0][1].done():
                batch[0][1].set_exception(fault)
            return
        for item, written in batch:
            key = (item.channel, item.key)
            if not written.done():
                written.set_result(key in new and first[key] is item)
        if new:
            self._wake()

    async def _write(self, items: Mapping[_Key, Item]) -> set[_Key]:
        """Write what is new, and what is pressed anew; give the keys of both."""
        before = min(it.at for it in items.values()) - DOUBLE_CLICK
        async with self._sessions.begin() as session:
            rows = insert(session, Received).values([_row(it) for it in items.values()])
            pressed_anew = and_(
                Received.state.in_(("done", "failed")),
                Received.stamp != rows.excluded.stamp,
                Received.received_at < before,
            )
            written = rows.on_conflict_do_update(
                index_elements=["channel", "key"],
                set_={name: rows.excluded[name] for name in _ANEW},
                where=pressed_anew,
            )
            found = await session.execute(written.returning(Received.channel, Received.key))
            return {(channel, key) for channel, key in found}


async def forget_received(session: AsyncSession, before: datetime) -> None:
    """Delete what was done before; a repeat that comes later still would be answered anew."""
    await session.execute(
        delete(Received).where(
            Received.state.in_(("done", "failed")), Received.received_at < before
        )
    )


def _row(item: Item) -> dict[str, Any]:
    return {
        "channel": item.channel,
        "key": item.key,
        "stamp": item.stamp,
        "conversation": item.conversation,
        "payload": item.payload,
        "received_at": item.at,
        "state": "waiting",
        "try_at": item.at,
        "attempts": 0,
        "reply": None,
        "outcome": None,
    }
