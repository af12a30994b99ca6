"""Slack as the dispatcher of notices sees it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from bot.channels.slack.blocks import draw
from bot.channels.slack.client import Connection, Workspace, Workspaces
from bot.channels.slack.people import People
from bot.channels.slack.posting import post
from bot.faults import report
from bot.notices.notice import Attachment, Notice, RateLimit, RefusedError, Target

_PERSON: Final = ("U", "W")
"""How ids of people begin."""


class SlackSender:
    """Posts a notice to a person or to a channel that follows something, its files after it."""

    channel = "slack"
    at_once = 20
    limit: RateLimit | None = RateLimit(per_second=5, burst=10)
    """What Slack calls «several hundred a minute»: of one workspace, and most have one."""
    address_limit: RateLimit | None = RateLimit(per_second=1, burst=3)
    """«One message a second» to one conversation, «short bursts» allowed."""

    def __init__(
        self, workspaces: Workspaces, people: People, connection: Connection, home: str
    ) -> None:
        """`home` is the address of our pages, without a slash at the end."""
        self._workspaces = workspaces
        self._people = people
        self._connection = connection
        self._home = home

    async def send(self, notice: Notice, target: Target, now: datetime) -> str | None:
        """Send it, and give its ``ts`` of Slack's. Raises as `Sender` and `Workspace.call` do."""
        team, _, to = target.address.partition("/")
        workspace = await self._workspaces.find(team)
        if to.startswith(_PERSON) and (await self._people.find(workspace, to, now)).left:
            raise RefusedError("slack user_disabled")
        sent: dict[str, Any] = {}

        async def send(message: Mapping[str, Any]) -> None:
            channel = sent.get("channel", to)
            sent.update(await workspace.call("chat.postMessage", channel=channel, **message))

        for drawn in draw(notice.reply, self._home):
            await post(drawn, send)
        for file in notice.attachments:
            await _attach(workspace, file, sent["channel"])
        return str(sent["ts"])

    async def aclose(self) -> None:
        """Close what is open to Slack."""
        await self._connection.aclose()


async def _attach(workspace: Workspace, file: Attachment, channel: str) -> None:
    """Put a file under a notice, which has gone out: it is not sent again for its file."""
    try:
        await workspace.upload(file.name, file.content, channel=channel)
    except Exception as fault:
        report(fault, "a file of a notice in Slack")
