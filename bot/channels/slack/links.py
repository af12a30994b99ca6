"""Links to ideas in what people write: shown by their header, where the writer may see them."""

import re
from collections.abc import Awaitable, Callable, Iterator
from typing import Any, Final, TypeAlias

from slack_bolt.context.async_context import AsyncBoltContext

from bot.channels.slack.answer import Answering
from bot.channels.slack.blocks import draw_card
from bot.channels.slack.buttons import Keys
from bot.channels.slack.incoming import Incoming
from bot.channels.slack.listen import Body, Heard, by
from bot.intake.item import Work
from bot.message import Card, Language, Message, Place

Header: TypeAlias = Callable[[Place, str, Language], Awaitable[Card | None]]
"""Gives the header of an idea by its number, None for one who may not see it."""

_NUMBER: Final = re.compile(r"IDE-\d{4}-\d{4,6}(?![\w-])")
_MOST: Final = 5


def linked(body: Body, context: AsyncBoltContext) -> Heard | None:
    """Read the links of a message to ideas; of what is being written only, nothing is shown."""
    event = body["event"]
    links = tuple(it["url"] for it in event["links"] if _NUMBER.search(it["url"]))[:_MOST]
    if not links or event["channel"] == "COMPOSER":
        return None
    incoming = Incoming(
        kind="linked",
        **by(context),
        channel=event["channel"],
        thread=event["message_ts"],
        fields={"links": links},
    )
    return Heard((event["channel"], event["message_ts"], "links"), incoming)


class Links:
    """Shows what links lead to."""

    def __init__(self, header: Header, language: Callable[[Message], Awaitable[Language]]) -> None:
        """`language` tells the one of a conversation."""
        self._header = header
        self._language = language

    async def show(self, answering: Answering, _: Work) -> None:
        """Show the headers of ideas under a message; of what may not be seen, nothing at all."""
        it = answering.incoming
        language = await self._language(await answering.message())
        shown: dict[str, Any] = {}
        for url, number in _numbers(it, answering.home):
            card = await self._header(it.place, number, language)
            if card:
                shown[url] = {"blocks": draw_card(card, Keys(answering.home))}
        if shown:
            await answering.aside("chat.unfurl", channel=it.channel, ts=it.thread, unfurls=shown)


def _numbers(it: Incoming, home: str) -> Iterator[tuple[str, str]]:
    """Give each link to a page of ours, with the number in it."""
    for url in (it.fields or {}).get("links", ()):
        found = _NUMBER.search(url.removeprefix(f"{home}/"))
        if found and url.startswith(f"{home}/"):
            yield url, found[0]
