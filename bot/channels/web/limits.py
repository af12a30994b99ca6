"""How much one visitor may send, and how fast."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Allowance:
    """So many messages at once, and so many a minute after that."""

    burst: int
    per_minute: float


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of the web chat."""

    body: int = 64 * 1024
    """Bytes in one request."""
    text: int = 20_000
    """Characters in one message."""
    conversation: Allowance = Allowance(burst=12, per_minute=30)
    address: Allowance = Allowance(burst=120, per_minute=600)
    """Wide, because all the staff of a municipality may share one address."""


class TokenBuckets:
    """Token buckets in memory, one a key; the least recently used are forgotten first."""

    def __init__(
        self, allowance: Allowance, now: Callable[[], datetime], *, keys: int = 10_000
    ) -> None:
        self._allowance = allowance
        self._now = now
        self._keys = keys
        self._buckets: dict[str, tuple[float, datetime]] = {}

    def take(self, key: str) -> float:
        """Take one token; give 0, or the seconds until there is one where the bucket is empty."""
        now = self._now()
        rate = self._allowance.per_minute / 60
        tokens, since = self._buckets.pop(key, (float(self._allowance.burst), now))
        # A clock set back must neither fill a bucket nor empty it.
        passed = max(0.0, (now - since).total_seconds())
        tokens = min(self._allowance.burst, tokens + passed * rate)
        wait = 0.0 if tokens >= 1 else (1 - tokens) / rate
        self._buckets[key] = (tokens if wait else tokens - 1, now)
        if len(self._buckets) > self._keys:
            del self._buckets[next(iter(self._buckets))]
        return wait
