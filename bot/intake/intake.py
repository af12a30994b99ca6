"""Taking in: one statement that tells what is new from what came before."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from typing import Any, Final, TypeAlias

from sqlalchemy import and_, func, select
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.database import insert
from bot.intake.item import Item
from bot.intake.tables import Received
from bot.together import Together

DOUBLE_CLICK: Final = timedelta(seconds=3)
"""Presses of one button that are nearer than this are one press."""

_LOCK: Final = 4_936_742
"""Any number, as long as it stays the same: PostgreSQL's name for our lock."""

_WHICH: Final = {"channel", "key"}
"""What stays as it is when a button is pressed anew."""

_Key: TypeAlias = tuple[str, str]


class Intake:
    """Writes down what comes in. What comes at the same moment is written in one transaction."""

    def __init__(
        self, sessions: async_sessionmaker[AsyncSession], wake: Callable[[], None]
    ) -> None:
        """`wake` is called whenever there is something new to work on."""
        self._sessions = sessions
        self._wake = wake
        self._together = Together(self._take_all, "taking in")

    async def take(self, item: Item) -> bool:
        """Keep an item for the workers, and tell whether it is new. It is safe once this returns.

        Raises what the database raises; the platform then has to send it again.
        """
        return await self._together.ask(item)

    async def _take_all(self, items: Sequence[Item]) -> Sequence[bool]:
        keys = [_key(item) for item in items]
        first: dict[_Key, Item] = {}
        for key, item in zip(keys, items, strict=True):
            first.setdefault(key, item)
        new = await self._write(first)
        if new:
            self._wake()
        return [key in new and key not in keys[:at] for at, key in enumerate(keys)]

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
