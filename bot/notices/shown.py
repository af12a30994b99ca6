"""Notices on the web page: shown to visitors who come back, written anew when they look."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import fields
from datetime import datetime, timedelta
from typing import Final, TypeAlias

from sqlalchemy import ColumnElement, Select, select, update
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.message import Place, Reply
from bot.notices.notice import Notice
from bot.notices.prepared import Claim
from bot.notices.tables import Delivery, Door

_AT_ONCE: Final = 20
"""Of a longer row the rest is shown when they look again."""
_A_DAY: Final = timedelta(days=1)

Write: TypeAlias = Callable[
    [AsyncSession, Sequence[Claim], datetime], Awaitable[Sequence[Notice | None]]
]
"""As `Preparation.again`."""


class Shown:
    """What conversations on the web page follow, and what they have not seen."""

    def __init__(
        self,
        sessions: async_sessionmaker[AsyncSession],
        write: Write,
        now: Callable[[], datetime],
    ) -> None:
        self._sessions = sessions
        self._write = write
        self._now = now

    async def follows(self, place: Place) -> bool:
        """Tell whether anything is followed from this conversation, and note the visit."""
        now = self._now()
        async with self._sessions() as session:
            visited = await session.scalar(select(Door.confirmed_at).where(*_open(place)))
            if visited is not None and visited < now - _A_DAY:
                await session.execute(update(Door).where(*_open(place)).values(confirmed_at=now))
                await session.commit()
        return visited is not None

    async def unseen(self, place: Place) -> tuple[Reply, ...]:
        """Give the notices that were not shown yet, oldest first; from now on they are seen."""
        now = self._now()
        async with self._sessions() as session:
            if await session.scalar(_unseen(place)) is None:
                return ()
        async with self._sessions() as session:
            # Marked first, so that of two windows only one shows them.
            taken = await session.scalars(
                update(Delivery)
                .where(Delivery.id.in_(_unseen(place)), Delivery.seen_at.is_(None))
                .values(seen_at=now)
                .returning(Delivery.id)
            )
            found = select(Delivery).where(Delivery.id.in_(taken.all()))
            rows = await session.scalars(found.order_by(Delivery.sent_at, Delivery.id))
            notices = await self._write(session, [_claim(row) for row in rows], now)
            await session.commit()
        return tuple(notice.reply for notice in notices if notice)


def _claim(row: Delivery) -> Claim:
    return Claim(**{field.name: getattr(row, field.name) for field in fields(Claim)})


def _open(place: Place) -> tuple[ColumnElement[bool], ...]:
    return (
        Door.channel == place.channel,
        Door.address == place.conversation,
        Door.confirmed_at.is_not(None),
        Door.closed_at.is_(None),
    )


def _unseen(place: Place) -> Select[int]:
    return (
        select(Delivery.id)
        .where(
            Delivery.person_id == select(Door.person_id).where(*_open(place)).scalar_subquery(),
            Delivery.channel == place.channel,
            Delivery.state == "sent",
            Delivery.seen_at.is_(None),
        )
        .order_by(Delivery.sent_at, Delivery.id)
        .limit(_AT_ONCE)
    )
