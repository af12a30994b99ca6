"""Slack's OAuth: the way to the page where a workspace says yes, and tokens for what comes back.

The parts of slack_sdk are used one by one. Its ready-made flow draws a page that our security
headers forbid, logs codes that a token can still be had for, and reads the clock of the machine.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Final

from aiohttp import ClientError
from slack_sdk.errors import SlackApiError
from slack_sdk.oauth import AuthorizeUrlGenerator

from bot.channels.slack.client import Connection
from bot.channels.slack.errors import refusal
from bot.notices.notice import TryLaterError

_GONE: Final = frozenset(
    {"account_inactive", "invalid_refresh_token", "token_expired", "token_revoked"}
)
"""How Slack answers a refresh token that will never be of use again."""


NO_ANSWER: Final = "no_answer"
"""What is said where Slack does not, for now."""


class GrantError(Exception):
    """Slack gave no token; `error` is its word for why, or ours."""

    def __init__(self, error: str) -> None:
        super().__init__(error)
        self.error = error

    @property
    def is_final(self) -> bool:
        """Whether the workspace let the app go, so that asking again is of no use."""
        return self.error in _GONE


@dataclass(frozen=True, slots=True)
class Grant:
    """What a workspace granted, with the tokens to use it by."""

    team: str
    name: str
    """What the workspace calls itself."""
    enterprise: str | None
    app: str
    bot_user: str
    scopes: str
    token: str = field(repr=False)
    refresh_token: str | None = field(repr=False)
    """Good for one renewal; None where the token never expires."""
    valid_for: timedelta | None
    """How long the token lives from now on; None where it never expires."""


@dataclass(frozen=True, slots=True)
class Credentials:
    """The app itself, as Slack knows it."""

    client_id: str
    client_secret: str = field(repr=False)


class SlackOAuth:
    """The app's dealings with Slack about its own tokens."""

    def __init__(
        self,
        credentials: Credentials,
        redirect_url: str,
        scopes: Sequence[str],
        connection: Connection,
    ) -> None:
        """`redirect_url` is the page of ours that Slack sends people back to."""
        self._credentials = credentials
        self._redirect_url = redirect_url
        self._connection = connection
        self._addresses = AuthorizeUrlGenerator(
            client_id=credentials.client_id, redirect_uri=redirect_url, scopes=scopes
        )

    def authorize_url(self, state: str) -> str:
        """Give the page of Slack's that asks; `state` comes back with the answer."""
        return self._addresses.generate(state)

    async def exchange(self, code: str) -> Grant:
        """Give what somebody just granted. Raises `GrantError`."""
        return await self._access(code=code, redirect_uri=self._redirect_url)

    async def renew(self, refresh_token: str) -> Grant:
        """Give new tokens for a refresh token, which is used up by that. Raises `GrantError`."""
        return await self._access(grant_type="refresh_token", refresh_token=refresh_token)

    async def _access(self, **asked: str) -> Grant:
        try:
            answer = await self._connection.client().oauth_v2_access(
                client_id=self._credentials.client_id,
                client_secret=self._credentials.client_secret,
                **asked,
            )
        except SlackApiError as error:
            is_passing = isinstance(refusal("oauth.v2.access", error), TryLaterError)
            raise GrantError(NO_ANSWER if is_passing else error.response["error"]) from None
        except (ClientError, OSError, TimeoutError):
            raise GrantError(NO_ANSWER) from None
        return _grant(answer)


def _grant(answer: Any) -> Grant:
    if answer.get("is_enterprise_install") or not answer.get("team"):
        raise GrantError("whole_organisation")
    seconds = answer.get("expires_in")
    return Grant(
        team=answer["team"]["id"],
        name=answer["team"].get("name") or answer["team"]["id"],
        enterprise=(answer.get("enterprise") or {}).get("id"),
        app=answer["app_id"],
        bot_user=answer["bot_user_id"],
        scopes=answer["scope"],
        token=answer["access_token"],
        refresh_token=answer.get("refresh_token"),
        valid_for=timedelta(seconds=int(seconds)) if seconds else None,
    )
