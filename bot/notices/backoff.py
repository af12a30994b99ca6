"""How long to wait after a failed try, and when to give up."""

from datetime import timedelta
from random import Random
from typing import Final

MOST_TRIES: Final = 24
"""Some ten hours on average: a night without a server gives up nothing."""

_FIRST: Final = timedelta(seconds=30)
_LONGEST: Final = timedelta(hours=1)


def pause(failed: int, chance: Random) -> timedelta:
    """Give the wait after so many failed tries: exponential, with full jitter.

    Anything between nothing and the whole, so that those who failed together do not come back
    together.
    """
    doublings = min(failed - 1, 16)
    return min(_LONGEST, _FIRST * (1 << doublings)) * chance.random()
