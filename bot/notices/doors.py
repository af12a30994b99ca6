"""Which channel reaches a person, and what happens when a channel refuses for good."""

from collections.abc import Collection
from datetime import datetime
from typing import Final

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.notices.tables import Delivery, Door, Person
from bot.notices.vocabulary import CODES

_LAST: Final = ("email", "web")
"""Where no chat is open: a letter; then the page, where nothing rings until they look."""


def best_channel(open_channels: Collection[str], wanted: str | None) -> str | None:
    """Choose among the channels with an open, confirmed door, those opened last coming first.

    The wanted one goes before all, then chats, then e-mail. None where every door is shut.
    """
    if wanted in open_channels:
        return wanted
    return min(open_channels, key=lambda it: _LAST.index(it) if it in _LAST else -1, default=None)


async def settle_channel(session: AsyncSession, person_id: int) -> str | None:
    """Choose the person's channel anew, and let all that waits go through it.

    Call it whenever a door was opened, confirmed or closed, or another channel is wanted.
    """
    open_doors = (Door.person_id == person_id, Door.confirmed_at.is_not(None))
    found = await session.scalars(
        select(Door.channel)
        .where(*open_doors, Door.closed_at.is_(None))
        .order_by(Door.confirmed_at.desc(), Door.id.desc())
    )
    wanted = await session.scalar(select(Person.wanted_channel).where(Person.id == person_id))
    channel = best_channel(found.all(), wanted)
    await session.execute(update(Person).where(Person.id == person_id).values(channel=channel))
    await session.execute(
        update(Delivery)
        .where(
            Delivery.person_id == person_id,
            Delivery.state == "planned",
            Delivery.kind.not_in(CODES),
        )
        .values(channel=channel)
    )
    return channel


async def close_door(
    session: AsyncSession, channel: str, address: str, because: str, now: datetime
) -> None:
    """Close the door that refused for good. What waits goes on through the next one."""
    closed = await session.scalar(
        update(Door)
        .where(Door.channel == channel, Door.address == address, Door.closed_at.is_(None))
        .values(closed_at=now, closed_because=because[:160])
        .returning(Door.person_id)
    )
    if closed is not None:
        await settle_channel(session, closed)


async def reopen_door(session: AsyncSession, channel: str, address: str) -> None:
    """Open a door that was closed: somebody just came through it."""
    opened = await session.scalar(
        update(Door)
        .where(Door.channel == channel, Door.address == address, Door.closed_at.is_not(None))
        .values(closed_at=None, closed_because=None)
        .returning(Door.person_id)
    )
    if opened is not None:
        await settle_channel(session, opened)
