"""Calibrate: from when a score can be trusted, and how far."""

from collections.abc import Sequence
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from intents.train.prepare import Floats

_TEMPERATURES = np.arange(0.1, 1.01, 0.01)
_THRESHOLDS = np.arange(-1.0, 1.01, 0.02)
_LEAST = 1e-9


class Unseen(NamedTuple):
    """Messages × labels of authors that were not learned from: scores, and which labels hold."""

    scores: Floats
    holds: NDArray[np.bool_]


def temperature(unseen: Sequence[Unseen], holds: Literal["one", "many"]) -> float:
    """Give what to divide scores by, so that of what has a chance of 0.7, seven in ten holds."""
    loss = _loss_of_one if holds == "one" else _loss_of_many

    def total(divisor: float) -> float:
        return sum(loss(part.scores / divisor, part.holds) for part in unseen)

    return float(np.round(min(_TEMPERATURES, key=total), 2))


def threshold(unseen: Sequence[Unseen]) -> float:
    """Give the score from which a label holds, so that most is found and least is wrong (F1)."""

    def f1(least: float) -> float:
        right = sum((part.holds & (part.scores >= least)).sum() for part in unseen)
        said = sum((part.scores >= least).sum() + part.holds.sum() for part in unseen)
        return float(2 * right / said) if said else 0.0

    return float(np.round(max(_THRESHOLDS, key=f1), 2))


def _loss_of_one(scores: Floats, holds: NDArray[np.bool_]) -> float:
    known = holds.any(axis=1)
    if not known.any():
        return 0.0
    top = scores[known].max(axis=1, keepdims=True)
    totals = np.log(np.exp(scores[known] - top).sum(axis=1)) + top[:, 0]
    return float((totals - scores[known][holds[known]]).sum())


def _loss_of_many(scores: Floats, holds: NDArray[np.bool_]) -> float:
    return float(np.logaddexp(0, np.where(holds, -scores, scores)).sum())
