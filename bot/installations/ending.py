"""The end of an installation: its tokens are deleted, and its people are reached another way."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.installations.tables import SlackInstallation
from bot.notices.doors import close_door, reopen_door
from bot.notices.hold import hold
from bot.notices.tables import Door

_CHANNEL: Final = "slack"
_ENDED: Final = "installation ended: "
"""Begins the reason at doors that open again when the workspace lets the bot in anew."""


async def end_installation(session: AsyncSession, team: str, because: str, at: datetime) -> bool:
    """End what was installed by `at`, and tell whether there was anything to end.

    Slack may tell late that an app was removed; what was installed since then goes on.
    """
    ended = await session.scalar(
        update(SlackInstallation)
        .where(
            SlackInstallation.team == team,
            SlackInstallation.ended_at.is_(None),
            SlackInstallation.installed_at <= at,
        )
        .values(token=None, refresh_token=None, expires_at=None, renewing_until=None, ended_at=at)
        .returning(SlackInstallation.team)
    )
    if ended is None:
        return False
    for door in await _held_doors(session, team):
        await close_door(session, _CHANNEL, door.address, _ENDED + because, at)
    return True


async def open_again(session: AsyncSession, team: str) -> None:
    """Open the doors that the end of an earlier installation closed."""
    for door in await _held_doors(session, team):
        if door.closed_at:
            await reopen_door(session, _CHANNEL, door.address)


async def _held_doors(session: AsyncSession, team: str) -> Sequence[Door]:
    """Hold the owners of the doors into a workspace that are open, or that its end closed."""
    by_its_end = Door.closed_because.startswith(_ENDED, autoescape=True)
    found = await session.scalars(
        select(Door).where(
            Door.channel == _CHANNEL,
            Door.address.startswith(f"{team}/", autoescape=True),
            or_(Door.closed_at.is_(None), by_its_end),
        )
    )
    doors = found.all()
    for person in sorted({door.person_id for door in doors}):
        await hold(session, person)
    return doors
