"""Calls to Slack, for every workspace that let the app in, over one pool of connections."""

import logging
from collections.abc import Awaitable
from dataclasses import dataclass
from typing import Any, Final, cast

from aiohttp import ClientError, ClientSession, ClientTimeout
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.channels.slack.errors import (
    DrawnWrongError,
    EndedError,
    ScopeError,
    breakdown,
    refusal,
    refusal_at_address,
)
from bot.channels.slack.installations import Installation, Installations
from bot.notices.notice import RefusedError, TryLaterError

logger = logging.getLogger(__name__)

API: Final = AsyncWebClient.BASE_URL
_BROKEN: Final = (ClientError, OSError, TimeoutError)
"""How a call ends that Slack did not answer."""
_TIMEOUT: Final = ClientTimeout(total=15)


class Connection:
    """The way to Slack. Calls are made once: what fails is tried again by whoever has the work."""

    def __init__(self, api: str = API) -> None:
        """`api` is where Slack's methods are, with a slash at its end."""
        self._api = api
        self._pool: ClientSession | None = None

    def client(self, token: str | None = None) -> AsyncWebClient:
        """Give a client of slack_sdk for one token."""
        return AsyncWebClient(token, self._api, session=self.pool, retry_handlers=[])

    @property
    def pool(self) -> ClientSession:
        """The connections that all calls share; opened at the first one."""
        if self._pool is None:
            self._pool = ClientSession(timeout=_TIMEOUT)
        return self._pool

    async def aclose(self) -> None:
        """Close what is open."""
        if self._pool:
            await self._pool.close()


@dataclass(frozen=True, slots=True)
class Workspace:
    """The app at work in one workspace. Calls raise what `errors.CODES` makes of a refusal."""

    team: str
    installation: Installation
    installations: Installations
    connection: Connection

    async def call(self, method: str, **arguments: Any) -> dict[str, Any]:
        """Call a method of the Web API that writes, and give what it answers."""
        client = self.connection.client(self.installation.bot_token)
        answer = await self._told(method, client.api_call(method, json=arguments))
        return cast("dict[str, Any]", answer.data)

    async def ask(self, method: str, **arguments: str) -> dict[str, Any]:
        """Call a method that only reads, which takes no JSON, and give what it answers."""
        client = self.connection.client(self.installation.bot_token)
        answer = await self._told(method, client.api_call(method, data=arguments))
        return cast("dict[str, Any]", answer.data)

    async def upload(self, name: str, content: bytes, channel: str) -> None:
        """Put a file into a channel or direct messages (``D…``)."""
        client = self.connection.client(self.installation.bot_token)
        call = client.files_upload_v2(filename=name, file=content, title=name, channel=channel)
        await self._told("files.completeUploadExternal", call)

    async def respond(self, url: str, **message: Any) -> bool:
        """Answer an interaction at its own address; False where that takes no more answers."""
        webhook = AsyncWebhookClient(url, session=self.connection.pool, retry_handlers=[])
        try:
            answer = await webhook.send_dict(message)
        except _BROKEN as error:
            raise breakdown(error) from None
        meaning = refusal_at_address(answer)
        if isinstance(meaning, DrawnWrongError | TryLaterError):
            raise meaning
        return meaning is None

    async def _told(self, method: str, call: Awaitable[AsyncSlackResponse]) -> AsyncSlackResponse:
        try:
            return await told(method, call)
        except EndedError as error:
            await self.installations.end(self.team, str(error))
            raise
        except ScopeError as error:
            logger.error("Install the Slack app anew in %s: %s", self.team, error)
            raise


async def told(method: str, call: Awaitable[AsyncSlackResponse]) -> AsyncSlackResponse:
    """Give what a call answers. Raises what `errors.CODES` makes of a refusal."""
    try:
        return await call
    except SlackApiError as error:
        meaning = refusal(method, error)
    except _BROKEN as error:
        meaning = breakdown(error)
    raise meaning  # without what Slack said, which may quote what was sent


class Workspaces:
    """Finds the app's workspaces."""

    def __init__(self, installations: Installations, connection: Connection) -> None:
        self._installations = installations
        self._connection = connection

    async def find(self, team: str, enterprise: str | None = None) -> Workspace:
        """Give one workspace. Raises `RefusedError` where the app is not let in."""
        found = await self._installations.find(team, enterprise)
        if found is None:
            raise RefusedError("slack not installed")
        return Workspace(team, found, self._installations, self._connection)
