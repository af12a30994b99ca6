"""Taking turns: all engines are asked the same messages, so that a busy machine slows all alike."""

import gc
from collections.abc import Callable, Mapping, Sequence
from time import process_time
from typing import NamedTuple

import numpy as np

from benchmarks.peers import Answer

_TURN = 30
"""So many messages in a row, since no engine would share its processor's caches with a peer."""


class Told(NamedTuple):
    """What an engine made of a message, and how long it took."""

    intent: str
    outside: float
    ms: float


def take_turns(
    engines: Mapping[str, Answer], texts: Sequence[str], clock: Callable[[], float] = process_time
) -> dict[str, list[Told]]:
    """Put all messages to all engines, one at a time, after a greeting that warms them up."""
    told: dict[str, list[Told]] = {name: [] for name in engines}
    for answer in engines.values():
        answer("Hei")
    gc.collect()
    gc.freeze()  # what one engine holds is not looked through in the time of another
    for start in range(0, len(texts), _TURN):
        for name, answer in engines.items():
            for text in texts[start : start + _TURN]:
                began = clock()
                intent, outside = answer(text)
                told[name].append(Told(intent, outside, 1000 * (clock() - began)))
    gc.unfreeze()
    return told


def quantile(told: Sequence[Told], share: float) -> float:
    """Give the milliseconds in which such a share of the messages was answered."""
    return round(float(np.quantile([it.ms for it in told], share)), 3)
