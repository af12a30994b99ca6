"""Measures: what a set of judged messages amounts to, as plain numbers."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from intents.evaluate.judge import Judged

OUTSIDE = "out_of_scope"
DECLINED = 0.05
"""The share of messages in scope that may be declined."""
_BINS = 10
_RESAMPLES = 1000


@dataclass(frozen=True, slots=True)
class Bin:
    """Messages of like confidence: how sure the engine was, and how often it was right."""

    count: int
    confidence: float
    accuracy: float


def share(hits: Sequence[bool]) -> float | None:
    """Give the share that is true, None for nothing."""
    return sum(hits) / len(hits) if hits else None


def interval(hits: Sequence[bool]) -> tuple[float, float] | None:
    """Give the 95 % bootstrap confidence interval of a share, seeded."""
    if not hits:
        return None
    draws = np.random.default_rng(0).binomial(len(hits), sum(hits) / len(hits), _RESAMPLES)
    low, high = np.quantile(draws / len(hits), [0.025, 0.975])
    return float(low), float(high)


def counted(judged: Judged) -> str:
    """Give the label that the answer counts for: itself where it is right in any way."""
    return str(judged.labelled.intent) if judged.right else judged.meaning.intent


def macro_f1(judged: Sequence[Judged]) -> float | None:
    """Give the mean F1 over the labelled intents."""
    gold = Counter(str(one.labelled.intent) for one in judged)
    said = Counter(counted(one) for one in judged)
    right = Counter(str(one.labelled.intent) for one in judged if one.right)
    if not gold:
        return None
    return float(np.mean([2 * right[i] / (gold[i] + said[i]) for i in gold]))


def in_first(judged: Sequence[Judged], count: int) -> float | None:
    """Give how often a right intent is among the first `count`."""
    return share(
        [
            any(i in (one.labelled.intent, *one.labelled.also) for i, _ in one.ranked[:count])
            for one in judged
        ]
    )


def outside_recall(judged: Sequence[Judged]) -> float | None:
    """Give how much outside the scope is declined when 5 % of what is in scope is, too."""
    inside = [_outside(one) for one in judged if one.labelled.intent != OUTSIDE]
    outside = [_outside(one) for one in judged if one.labelled.intent == OUTSIDE]
    if not inside or not outside:
        return None
    limit = float(np.quantile(inside, 1 - DECLINED))
    return share([chance > limit for chance in outside])


def _outside(judged: Judged) -> float:
    """Give the chance of being outside; a little of what is left over where it is not named."""
    ranked = dict(judged.ranked)
    return ranked.get(OUTSIDE, 0.0)


def reliability(judged: Sequence[Judged]) -> list[Bin]:
    """Give the table of confidence against accuracy, in ten equal steps of confidence."""
    bins: list[list[Judged]] = [[] for _ in range(_BINS)]
    for one in judged:
        bins[min(_BINS - 1, int(one.meaning.confidence * _BINS))].append(one)
    return [
        Bin(
            len(group),
            float(np.mean([one.meaning.confidence for one in group])),
            float(np.mean([one.right for one in group])),
        )
        for group in bins
        if group
    ]


def calibration_error(bins: Sequence[Bin]) -> float | None:
    """Give the expected calibration error."""
    total = sum(one.count for one in bins)
    if not total:
        return None
    return sum(one.count * abs(one.confidence - one.accuracy) for one in bins) / total


def confusions(judged: Sequence[Judged], count: int = 10) -> list[tuple[str, str, int]]:
    """Give the commonest mistakes as (labelled, said, how often)."""
    wrong = Counter(
        (str(one.labelled.intent), one.meaning.intent) for one in judged if not one.right
    )
    return [(gold, said, number) for (gold, said), number in wrong.most_common(count)]


def theme_f1(judged: Sequence[Judged]) -> float | None:
    """Give the micro-F1 of the themes that hold."""
    right = said = gold = 0
    for one in judged:
        held = {theme for theme, chance in one.themes if chance >= 0.5}
        right += len(held & set(one.labelled.themes))
        said += len(held)
        gold += len(one.labelled.themes)
    return 2 * right / (said + gold) if said + gold else None


def first_theme(judged: Sequence[Judged], count: int) -> float | None:
    """Give how often the first labelled theme is among the first `count` found."""
    themed = [one for one in judged if one.labelled.themes]
    return share([one.labelled.themes[0] in [t for t, _ in one.themes[:count]] for one in themed])
