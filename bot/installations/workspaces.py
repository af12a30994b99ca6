"""Workspaces as an operator sees them: all of them, and the region of each; no tokens."""

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.installations.tables import SlackInstallation


async def all_workspaces(session: AsyncSession) -> list[SlackInstallation]:
    """Give every workspace, those that let the bot in now first."""
    of_now = SlackInstallation.ended_at.is_not(None)
    found = await session.scalars(
        select(SlackInstallation).order_by(of_now, SlackInstallation.installed_at)
    )
    return list(found)


async def set_region(session: AsyncSession, team: str, region: str) -> str | None:
    """Say where the people of a workspace work, and give its name; None for an unknown one."""
    return await session.scalar(
        update(SlackInstallation)
        .where(SlackInstallation.team == team)
        .values(region=region)
        .returning(SlackInstallation.name)
    )
