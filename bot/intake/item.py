"""One thing that came in, on its way from a channel to its answer."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.message import Message, Reply


@dataclass(frozen=True, slots=True)
class Item:
    """What a channel takes in, verified and not yet worked on."""

    channel: str
    key: str
    """The channel's own id of it: every repeat has the same. Workers see its digest only."""
    conversation: str
    """Items of one conversation are answered one by one, in the order they came."""
    payload: str
    """What the channel needs to answer it, in the channel's own form."""
    at: datetime
    """When it came in; aware, UTC."""
    stamp: str = ""
    """For a button that can be pressed again: which press it was, rising as a text does from one
    to the next. A later press counts once the one before is done and a moment has passed, so that
    a double click is one press."""


class Work(Protocol):
    """One item in the hands of a worker."""

    @property
    def item(self) -> Item:
        """What came in."""
        ...

    async def turn(self, message: Message) -> Reply:
        """Take the turn of this item. It is taken once: begun anew, the same reply comes back."""
        ...


class Answerer(Protocol):
    """A channel as the workers see it."""

    channel: str

    async def answer(self, work: Work) -> None:
        """Answer an item. Raises `RefusedError` where the channel refuses for good, and
        `TryLaterError` where it can't take the answer now."""
        ...

    async def apologise(self, item: Item, error: str) -> None:
        """Tell who waits that the answer failed, with the id that the log has."""
        ...
