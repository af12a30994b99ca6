"""What the dispatchers of one worker work with."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from random import Random

from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.notices.prepared import Prepare


@dataclass(frozen=True, slots=True)
class Timing:
    """How long the delivery waits for what, in seconds."""

    lease: float = 30.0
    """A worker unheard of for so long is lost, and what it was sending is settled by another."""
    renew: float = 5.0
    """How often leases are renewed and those of others watched: several times within a lease."""
    poll: float = 2.0
    """How often a channel looks for what has become due by itself."""
    send: float = 60.0
    """A call that takes longer is given up, as one that may have gone out."""
    stop: float = 8.0
    """How long calls under way may take to finish when the worker is told to stop."""


@dataclass(frozen=True, slots=True)
class Means:
    """What the dispatchers of one worker share."""

    sessions: async_sessionmaker[AsyncSession]
    prepare: Prepare
    worker: str
    """A name that no other process has, or ever had."""
    clock: Callable[[], datetime]
    chance: Random = field(default_factory=Random)
    timing: Timing = field(default_factory=Timing)
