"""Taking in: one statement that tells what is new from what came before."""

import asyncio
import hashlib
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from typing import Any, Final, TypeAlias

from sqlalchemy import and_, func, select
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.database import insert
from bot.faults import report
from bot.intake.item import Item
from bot.intake.tables import Received

DOUBLE_CLICK: Final = timedelta(seconds=3)
"""Presses of one button that are nearer than this are one press."""

_LOCK: Final = 4_936_742
"""Any number, as long as it stays the same: PostgreSQL's name for our lock."""

_WHICH: Final = {"channel", "key"}
"""What stays as it is when a button is pressed anew."""

_Key: TypeAlias = tuple[str, str]
_Taken: TypeAlias = tuple[Item, "asyncio.Future[bool]"]


class Intake:
    """Writes down what comes in. What comes at the same moment is written in one transaction."""

    def __init__(
        self, sessions: async_sessionmaker[AsyncSession], wake: Callable[[], None]
    ) -> None:
        """`wake` is called whenever there is something new to work on."""
        self._sessions = sessions
        self._wake = wake
        self._waiting: list[_Taken] = []
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

    async def _write_batch(self, batch: Sequence[_Taken]) -> None:
        """Write all, or where that fails each by itself: on a connection made anew, and so that
        one that can't be written takes no other with it."""
        try:
            await self._write_together(batch)
        except Exception as broken:
            report(broken, "taking in")
            for it in batch:
                try:
                    await self._write_together([it])
                except Exception as fault:
                    if not it[1].done():
                        it[1].set_exception(fault)

    async def _write_together(self, batch: Sequence[_Taken]) -> None:
        first: dict[_Key, Item] = {}
        for item, _ in batch:
            first.setdefault(_key(item), item)
        new = await self._write(first)
        if new:
            self._wake()
        for item, written in batch:
            if not written.done():  # the request was broken off
                written.set_result(_key(item) in new)
            new.discard(_key(item))  # the others of this batch are repeats of the first

    async def _write(self, items: Mapping[_Key, Item]) -> set[_Key]:
        """Write what is new, and what is pressed anew; give the keys of both."""
        moments = [it.at for it in items.values()]
        near = (min(moments) - DOUBLE_CLICK, max(moments) + DOUBLE_CLICK)
        async with self._sessions.begin() as session:
            await _wait_for_turn(session)
            rows = insert(session, Received)
            made = [_row(*it) for it in items.items()]
            pressed_anew = and_(
                Received.state != "waiting",
                Received.state != "working",
                Received.stamp < rows.excluded.stamp,
                ~Received.received_at.between(*near),
            )
            written = rows.on_conflict_do_update(
                index_elements=["channel", "key"],
                set_={name: rows.excluded[name] for name in sorted({"id", *made[0]} - _WHICH)},
                where=pressed_anew,
            )
            # Through the connection: the session would take the list for rows of the mapper.
            connection = await session.connection()
            found = await connection.execute(
                written.returning(Received.channel, Received.key), made
            )
            return {(channel, key) for channel, key in found}


async def _wait_for_turn(session: AsyncSession) -> None:
    """Let processes write one after the other, as SQLite does by itself.

    So what has the lower number is seen first, and two that write the same never wait in a circle.
    """
    if session.get_bind().dialect.name == "postgresql":
        await session.execute(select(func.pg_advisory_xact_lock(_LOCK)))


def _key(item: Item) -> _Key:
    return item.channel, hashlib.sha256(item.key.encode()).hexdigest()


def _row(key: _Key, item: Item) -> dict[str, Any]:
    return {
        "channel": item.channel,
        "key": key[1],
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
