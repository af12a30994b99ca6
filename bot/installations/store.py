"""The installations of the Slack app, as the channel asks for them."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.channels.slack.installations import Installation
from bot.channels.slack.oauth import Grant
from bot.database import insert
from bot.installations.cipher import TokenCipher
from bot.installations.ending import end_installation, open_again
from bot.installations.renewal import Renewal
from bot.installations.tables import SlackInstallation

_AGE: Final = timedelta(seconds=30)
"""So long an installation is known without asking the database. What ended in another process
until then is found out by the first call, which Slack refuses."""


class StoredInstallations:
    """Installations in the database; `find` gives a token that works."""

    def __init__(
        self,
        sessions: async_sessionmaker[AsyncSession],
        cipher: TokenCipher,
        renewal: Renewal,
        now: Callable[[], datetime],
    ) -> None:
        self._sessions = sessions
        self._cipher = cipher
        self._renewal = renewal
        self._now = now
        self._known: dict[str, tuple[Installation, datetime]] = {}
        """With the moment at which each was read."""

    async def find(self, team: str, enterprise: str | None = None) -> Installation | None:
        """Give the installation of a workspace, its token renewed where that is due.

        Raises `TryLaterError` where the token ran out and Slack gives no new one now.
        """
        del enterprise  # the app is let in workspace by workspace: see the manifest
        now = self._now()
        known = self._known.get(team)
        if known and now - known[1] < _AGE:
            return known[0]
        async with self._sessions() as session:
            row = await session.get(SlackInstallation, team)
        if row is None or row.ended_at:
            return None
        token = await self._renewal.token(row)
        if token is None:
            return None
        found = Installation(token, row.bot_user, row.region)
        self._known[team] = (found, now)
        return found

    async def add(self, grant: Grant, region: str | None) -> None:
        """Let a workspace in, for the first time or anew; without `region` it keeps the one it had.

        Raises what the database raises.
        """
        values = self._values(grant)
        async with self._sessions.begin() as session:
            row = insert(session, SlackInstallation).values(region=region, **values)
            again = values | ({"region": region} if region else {})
            await session.execute(row.on_conflict_do_update(index_elements=["team"], set_=again))
            await open_again(session, grant.team)
        self._known.pop(grant.team, None)

    async def end(self, team: str, because: str, at: datetime | None = None) -> None:
        """Delete the tokens of a workspace, and close the ways to its people.

        Without `at` it is the token that was last found here which Slack refused; one that was
        granted since then goes on.
        """
        _, found_at = self._known.pop(team, (None, self._now()))
        async with self._sessions.begin() as session:
            await end_installation(session, team, because, at or found_at)

    def _values(self, grant: Grant) -> dict[str, Any]:
        now, seal = self._now(), self._cipher.seal
        return {
            "team": grant.team,
            "name": grant.name,
            "enterprise": grant.enterprise,
            "app": grant.app,
            "bot_user": grant.bot_user,
            "scopes": grant.scopes,
            "token": seal(grant.token),
            "refresh_token": seal(grant.refresh_token) if grant.refresh_token else None,
            "expires_at": now + grant.valid_for if grant.valid_for else None,
            "renewing_until": None,
            "installed_at": now,
            "ended_at": None,
        }
