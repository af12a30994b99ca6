"""The one workspace of an installation that has its token by setting."""

import asyncio
import logging
from datetime import datetime

from bot.channels.slack.client import Connection, told
from bot.channels.slack.installations import Installation
from bot.notices.notice import TryLaterError

logger = logging.getLogger(__name__)


class OwnWorkspace:
    """Asks Slack once whose token it is, so that no other workspace's requests are answered."""

    def __init__(self, token: str, region: str | None, connection: Connection) -> None:
        """`region` is where the workspace's people work, if it was said."""
        self._token = token
        self._region = region
        self._connection = connection
        self._known: tuple[str, Installation] | None = None
        self._asking = asyncio.Lock()

    async def find(self, team: str, enterprise: str | None = None) -> Installation | None:
        """Give the installation. Raises `TryLaterError` where Slack does not tell whose it is."""
        del enterprise  # a token has one workspace
        async with self._asking:
            self._known = self._known or await self._ask()
        own, installation = self._known
        return installation if team == own else None

    async def end(self, team: str, because: str, at: datetime | None = None) -> None:
        """Tell whoever runs this: only they can set another token."""
        del team, at
        logger.error("Slack takes IDELOS_SLACK_BOT_TOKEN no longer: %s", because)

    async def _ask(self) -> tuple[str, Installation]:
        client = self._connection.client(self._token)
        try:
            answer = await told("auth.test", client.auth_test())
        except Exception as error:
            # A wrong setting says nothing of people's doors, so that nobody's is closed by it.
            reason = str(error) or type(error).__name__
            logger.error("Slack does not tell whose IDELOS_SLACK_BOT_TOKEN is: %s", reason)
            raise TryLaterError(reason, whole_channel=True) from None
        return answer["team_id"], Installation(self._token, answer["user_id"], self._region)
