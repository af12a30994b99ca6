"""A person's own page in Slack: drawn when it is opened, and anew when something changed."""

import hashlib
import json
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime
from typing import Final, TypeAlias

from slack_bolt.context.async_context import AsyncBoltContext

from bot.channels.slack.answer import Answering, Handler
from bot.channels.slack.check import BlockError, check_view
from bot.channels.slack.errors import DrawnWrongError, SlackError
from bot.channels.slack.home_view import home_view
from bot.channels.slack.incoming import Incoming
from bot.channels.slack.listen import Body, Heard, acted, by
from bot.channels.slack.rich_text import Block
from bot.faults import report
from bot.home import Home
from bot.intake.item import Work
from bot.message import Language, Place

Page: TypeAlias = Callable[[Place, datetime, Language | None, str | None], Awaitable[Home]]
"""Draws a person's page at a moment, by the language and region that the channel knows."""

_MOST: Final = 10_000
"""People whose page is kept up; whoever was before them sees a new one when they open it."""


def opened(body: Body, context: AsyncBoltContext) -> Heard | None:
    """Read that somebody opened their page; the tab of messages is told of in the same way."""
    event = body["event"]
    if event.get("tab") != "home":
        return None
    return Heard(("home", event["user"], event["event_ts"]), Incoming(kind="opened", **by(context)))


def switched(body: Body, context: AsyncBoltContext) -> Heard | None:
    """Read that something was switched on or off: the page itself shows what came of it."""
    heard = acted(body, context)
    return heard and replace(heard, incoming=replace(heard.incoming, kind="switched"))


class Homes:
    """Shows people their pages, and keeps up those that were opened since this process began."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._shown: dict[tuple[str, str], bytes] = {}

    async def publish(self, answering: Answering, _: Work) -> None:
        """Show the page as it is now."""
        await self._publish(answering, await self._draw(answering))

    async def switch(self, answering: Answering, work: Work) -> None:
        """Do what was switched, and show it."""
        await work.turn(await answering.message())
        await self.publish(answering, work)

    def kept_up(self, handler: Handler) -> Handler:
        """Let the page follow whatever a handler changes."""

        async def handle(answering: Answering, work: Work) -> None:
            await handler(answering, work)
            await self._follow(answering)

        return handle

    async def _follow(self, answering: Answering) -> None:
        """Show a page that was opened before once more, where it is no longer the same."""
        it = answering.incoming
        if it.public or (it.team, it.user) not in self._shown:
            return
        try:
            view = await self._draw(answering)
            if _digest(view) != self._shown[it.team, it.user]:
                await self._publish(answering, view)
        except Exception as fault:  # the answer has gone out, and is not to go out again
            report(fault, "keeping up a page in Slack")

    async def _draw(self, answering: Answering) -> Block:
        message = await answering.message()
        page = await self._page(message.place, message.at, message.language, message.region)
        return home_view(page, answering.home)

    async def _publish(self, answering: Answering, view: Block) -> None:
        """Show it. Nobody asked for it in words, so that nobody is told where it can't be."""
        it = answering.incoming
        try:
            check_view(view)
            await answering.workspace.call("views.publish", user_id=it.user, view=view)
        except (BlockError, DrawnWrongError, SlackError) as fault:
            report(fault, "a page in Slack")
            return
        self._shown.pop((it.team, it.user), None)
        self._shown[it.team, it.user] = _digest(view)
        if len(self._shown) > _MOST:
            del self._shown[next(iter(self._shown))]


def _digest(view: Block) -> bytes:
    return hashlib.sha256(json.dumps(view).encode()).digest()
