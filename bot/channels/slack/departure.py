"""Slack tells that a workspace took the app out: the installation ends before it is acknowledged.

Nobody is answered, so nothing of it goes through the intake. What can't be written down is not
acknowledged, and Slack tells it again.
"""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Any, Final

from slack_bolt.middleware.async_middleware import AsyncMiddleware
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse

from bot.channels.slack.installations import Installations

EVENTS: Final = frozenset({"app_uninstalled", "tokens_revoked"})


class Departure(AsyncMiddleware):
    """Ends installations."""

    def __init__(self, installations: Installations) -> None:
        self._installations = installations

    async def async_process(
        self,
        *,
        req: AsyncBoltRequest,
        resp: BoltResponse,  # noqa: ARG002 - named so by Bolt, as is `next`
        next: Callable[[], Awaitable[BoltResponse]],  # noqa: A002
    ) -> BoltResponse:
        """End what Slack says has ended; leave all else to those that come after."""
        because = _departure(req.body)
        if because is None:
            return await next()
        at = datetime.fromtimestamp(req.body["event_time"], UTC)
        await self._installations.end(str(req.context.team_id), because, at)
        return await req.context.ack()


def _departure(body: dict[str, Any]) -> str | None:
    """Give the kind of event; tokens of people are none of ours, only those of the bot are."""
    event = body.get("event") or {}
    kind = event.get("type")
    if kind not in EVENTS or (kind == "tokens_revoked" and not event["tokens"].get("bot")):
        return None
    return str(kind)
