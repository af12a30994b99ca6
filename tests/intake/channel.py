"""A channel that keeps what it was asked to answer, and fails as it is told to."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime

from bot.intake.item import Item, Work
from bot.message import Message, Place

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


class Ears:
    """The other end: what was answered, in order."""

    channel = "ears"

    def __init__(self, *faults: Exception) -> None:
        self.heard: list[tuple[str, str]] = []
        self.apologies: list[tuple[str, str]] = []
        self._faults: Iterator[Exception] = iter(faults)

    async def answer(self, work: Work) -> None:
        item = work.item
        text = json.loads(item.payload)["text"]
        reply = await work.turn(Message(Place(self.channel, item.conversation), item.at, text=text))
        fault = next(self._faults, None)
        if fault:
            raise fault
        self.heard.append((item.key, reply.plain))

    async def apologise(self, item: Item, error: str) -> None:
        self.apologies.append((item.key, error))


def said(key: str, text: str = "hei", conversation: str = "a", at: datetime = NOW) -> Item:
    return Item("ears", key, conversation, json.dumps({"text": text}), at)
