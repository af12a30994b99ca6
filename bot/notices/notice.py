"""What is sent, and what a channel must offer to send it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from bot.message import Reply


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes with a notice where the channel can carry one."""

    name: str
    media_type: str
    """``text/calendar; method=PUBLISH``."""
    content: bytes


@dataclass(frozen=True, slots=True)
class Notice:
    """What one person is told, ready for any channel."""

    title: str
    """One line of plain text: the subject of a letter."""
    reply: Reply
    attachments: tuple[Attachment, ...] = ()
    is_list: bool = False
    """Sent because of a subscription, so that it says how to stop."""
    thread: str | None = None
    """Notices of one thread belong together: ``call:klimasats-2027``."""


@dataclass(frozen=True, slots=True)
class Target:
    """Where a notice goes."""

    delivery: int
    """Id of the delivery; the same for every try, so that a channel can tell repeats."""
    person: int
    address: str


@dataclass(frozen=True, slots=True)
class RateLimit:
    """What a channel allows."""

    per_second: float
    burst: int


class RefusedError(Exception):
    """The channel refuses for good: left, blocked, unknown address. The door is closed."""


class TryLaterError(Exception):
    """The channel can't take it now; `after` is what it asked for, if anything.

    `whole_channel` where nothing gets through to anybody: the server is down, or the limit of the
    whole app is reached. The channel then rests for all workers, and no try is counted.
    """

    def __init__(
        self, reason: str, after: timedelta | None = None, *, whole_channel: bool = False
    ) -> None:
        super().__init__(reason)
        self.after = after
        self.whole_channel = whole_channel


class Sender(Protocol):
    """A channel as the dispatcher sees it."""

    channel: str
    at_once: int
    """How many may be under way at the same time in one process."""
    limit: RateLimit | None
    """For the whole channel, shared by all workers."""
    address_limit: RateLimit | None
    """For one address, shared by all workers."""

    async def send(self, notice: Notice, target: Target, now: datetime) -> str | None:
        """Send it and give the channel's own id. Raises `RefusedError` and `TryLaterError`;
        anything else counts as uncertain only where the call may have gone out."""
        ...
