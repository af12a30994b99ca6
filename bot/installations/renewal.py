"""Tokens that run out, renewed ahead of that by one process at a time.

A refresh token is good for one renewal, so the process that renews takes the row for a while. New
tokens are written only over those that they were had for: what was installed or ended since wins.
"""

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Update, or_, update
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.channels.slack.oauth import Grant, GrantError, SlackOAuth
from bot.installations.cipher import TokenCipher, UnreadableTokenError
from bot.installations.ending import end_installation
from bot.installations.tables import SlackInstallation
from bot.notices.notice import TryLaterError

_log = logging.getLogger(__name__)

_AHEAD: Final = timedelta(hours=2)
"""A token that runs out sooner is renewed; until then the old one works on."""
_SPARE: Final = timedelta(minutes=1)
"""A token with less time left is given to nobody: it is kept for a while before it is used."""
_TURN: Final = timedelta(seconds=30)
"""How long the row is taken, and so the wait after a renewal that failed. Short, because Slack
takes a refresh token again for a moment only, where its first answer was lost."""
_WAIT: Final = timedelta(seconds=2)
"""After that whoever needs a token that another process is renewing asks again."""


class Renewal:
    """Gives tokens that work."""

    def __init__(
        self,
        sessions: async_sessionmaker[AsyncSession],
        cipher: TokenCipher,
        oauth: SlackOAuth,
        now: Callable[[], datetime],
    ) -> None:
        self._sessions = sessions
        self._cipher = cipher
        self._oauth = oauth
        self._now = now
        self._under_way: dict[str, asyncio.Task[None]] = {}

    async def token(self, row: SlackInstallation) -> str | None:
        """Give the token of an installation; None where Slack says that it has ended.

        Raises `TryLaterError` where it has run out and there is no new one yet.
        """
        token = self._open(row.team, row.token)
        if token is None or not _runs_out(row, self._now() + _AHEAD):
            return token
        await asyncio.shield(self._renewed(row))
        row = await self._read(row.team)
        if _runs_out(row, self._now() + _SPARE):
            raise TryLaterError("the token is being renewed", _WAIT)
        return self._open(row.team, row.token)

    def _renewed(self, row: SlackInstallation) -> asyncio.Task[None]:
        """Give the renewal that all who ask in this process wait for."""
        if row.team not in self._under_way:
            task = asyncio.create_task(self._renew(row))
            task.add_done_callback(lambda _: self._under_way.pop(row.team))
            self._under_way[row.team] = task
        return self._under_way[row.team]

    async def _renew(self, row: SlackInstallation) -> None:
        refresh_token = self._open(row.team, row.refresh_token)
        if refresh_token is None or not await self._take(row):
            return
        try:
            grant = await self._oauth.renew(refresh_token)
        except GrantError as refusal:
            await self._refused(row, refusal)
        else:
            await self._keep(row, grant)

    async def _take(self, row: SlackInstallation) -> bool:
        """Take the renewal for this process; False where another one has it, or did it."""
        now = self._now()
        free = or_(
            SlackInstallation.renewing_until.is_(None), SlackInstallation.renewing_until <= now
        )
        async with self._sessions.begin() as session:
            taken = _still(row).where(free).values(renewing_until=now + _TURN)
            return await session.scalar(taken.returning(SlackInstallation.team)) is not None

    async def _keep(self, row: SlackInstallation, grant: Grant) -> None:
        seal, valid_for = self._cipher.seal, grant.valid_for
        kept = _still(row).values(
            token=seal(grant.token),
            refresh_token=seal(grant.refresh_token) if grant.refresh_token else None,
            expires_at=self._now() + valid_for if valid_for else None,
            renewing_until=None,
        )
        async with self._sessions.begin() as session:
            await session.execute(kept)

    async def _refused(self, row: SlackInstallation, refusal: GrantError) -> None:
        _log.warning("no new token for workspace %s: %s", row.team, refusal.error)
        if not refusal.is_final:
            return
        async with self._sessions.begin() as session:
            same = _still(row).values(renewing_until=None).returning(SlackInstallation.team)
            if await session.scalar(same):
                await end_installation(session, row.team, refusal.error, self._now())

    async def _read(self, team: str) -> SlackInstallation:
        async with self._sessions() as session:
            return await session.get_one(SlackInstallation, team)

    def _open(self, team: str, sealed: str | None) -> str | None:
        try:
            return self._cipher.open(sealed) if sealed else None
        except UnreadableTokenError:
            _log.error("the token of workspace %s was sealed with another secret", team)
            return None


def _runs_out(row: SlackInstallation, before: datetime) -> bool:
    return row.expires_at is not None and row.expires_at <= before


def _still(row: SlackInstallation) -> Update:
    """Change the installation unless it was renewed, ended or made anew since it was read."""
    return update(SlackInstallation).where(
        SlackInstallation.team == row.team, SlackInstallation.refresh_token == row.refresh_token
    )
