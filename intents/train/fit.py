"""Fit the weights of intents: two linear models over the features, added to one table.

A support vector machine draws the borders between the intents; a complement naive Bayes model,
which knows what is usual for each intent, is added with a small share. It helps where an author
speaks in words that the borders were not drawn for.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.naive_bayes import ComplementNB
from sklearn.svm import LinearSVC

from intents.classify.cues import Cues
from intents.classify.examples import Example
from intents.classify.features import BLOCKS, features
from intents.classify.weights import STRONGEST, Floats, Scorer, Weights
from intents.words import read

Blocks = tuple[frozenset[str], ...]
Numbers = NDArray[np.intp]

_SHARES = {"l": 1.0, "w": 1.2, "c": 0.7, "s": 0.5}
"""What each block of features counts in a message."""
_SEEN = {"l": 2, "w": 1, "c": 2, "s": 2}
"""A feature is kept when so many messages have it."""
_TOP = 0.99
"""The share of weights below the strongest that the table can hold; few words may shout."""
_FAINT = 6
"""Weights below this are left out of the table."""
_COST = 0.5
_USUAL = 0.11
"""The share of the naive Bayes model."""
_SMOOTHING = 0.3
_FOLDS = 3
_TEMPERATURES = np.arange(0.1, 1.01, 0.01)


@dataclass(frozen=True, slots=True)
class Prepared:
    """Labelled messages as features; `groups` says who wrote each."""

    blocks: tuple[Blocks, ...]
    labels: NDArray[np.str_]
    groups: NDArray[np.intp]


def prepare(examples: Sequence[Example], groups: Sequence[int], cues: Cues) -> Prepared:
    """Find the features of all examples."""
    blocks = []
    for example in examples:
        words = read(example.text)
        blocks.append(features(words, cues.find(words)))
    labels = np.array([example.intent for example in examples])
    return Prepared(tuple(blocks), labels, np.array(groups, dtype=np.intp))


def fit(prepared: Prepared, chosen: Numbers | None = None) -> Weights:
    """Learn weights and temperature from the chosen messages, all by default."""
    numbers = np.arange(len(prepared.blocks)) if chosen is None else chosen
    return replace(_fit(prepared, numbers), temperature=_temperature(prepared, numbers))


def _fit(prepared: Prepared, numbers: Numbers) -> Weights:
    blocks, labels = [prepared.blocks[number] for number in numbers], prepared.labels[numbers]
    names, rarity = _vocabulary(blocks)
    matrix = _matrix(blocks, names, rarity)
    border = LinearSVC(C=_COST, class_weight=_balance(labels), random_state=0)
    border.fit(matrix, labels)
    usual = ComplementNB(alpha=_SMOOTHING).fit(matrix, labels).feature_log_prob_
    coefficients, bias = border.coef_, border.intercept_
    if len(border.classes_) == 2:
        coefficients, bias = np.vstack([-coefficients, coefficients]), np.array([-bias[0], bias[0]])
    table = coefficients + _USUAL * (usual - usual.mean(axis=0))
    return _quantised(names, rarity, border.classes_, table.T, bias)


def _balance(labels: NDArray[np.str_]) -> dict[str, float]:
    """Let rare intents count more, but less than by their rarity."""
    counts = Counter(labels.tolist())
    usual = len(labels) / len(counts)
    return {label: float(np.sqrt(usual / count)) for label, count in counts.items()}


def _vocabulary(blocks: Sequence[Blocks]) -> tuple[tuple[str, ...], Floats]:
    """Give the features that are kept, in the order of the alphabet, and their rarity."""
    seen = Counter(name for message in blocks for block in message for name in block)
    names = tuple(sorted(name for name, count in seen.items() if count >= _SEEN[name[0]]))
    counts = np.array([seen[name] for name in names], dtype=float)
    return names, np.round(np.log((1 + len(blocks)) / (1 + counts)) + 1, 2)


def _matrix(blocks: Sequence[Blocks], names: Sequence[str], rarity: Floats) -> csr_matrix:
    """Give messages × features; each block of a message has the length of its share."""
    places = {name: row for row, name in enumerate(names)}
    data: list[float] = []
    columns: list[int] = []
    ends = [0]
    for message in blocks:
        for letter, block in zip(BLOCKS, message, strict=True):
            rows = sorted(places[name] for name in block if name in places)
            values = rarity[rows]
            length = np.sqrt((values**2).sum()) or 1.0
            data.extend(_SHARES[letter] * values / length)
            columns.extend(rows)
        ends.append(len(columns))
    return csr_matrix((data, columns, ends), shape=(len(blocks), len(names)))


def _quantised(
    names: tuple[str, ...],
    rarity: Floats,
    labels: NDArray[np.str_],
    coefficients: Floats,
    bias: Floats,
) -> Weights:
    """Put rarity and share into the weights, round them, and leave out the faint ones."""
    shares = np.array([_SHARES[name[0]] for name in names])
    full = coefficients * (rarity * shares)[:, None]
    scale = float(f"{np.quantile(np.abs(full), _TOP) / STRONGEST:.6g}")
    table = np.clip(np.rint(full / scale), -STRONGEST, STRONGEST).astype(np.int8)
    return Weights(
        labels=tuple(str(label) for label in labels),
        bias=np.round(bias, 4),
        scale=scale,
        temperature=1.0,
        names=names,
        rarity=rarity,
        table=np.where(np.abs(table) < _FAINT, 0, table).astype(np.int8),
    )


def _temperature(prepared: Prepared, numbers: Numbers) -> float:
    """Give the temperature that makes chances honest about authors who were not learned from."""
    folds = _folds(prepared.groups[numbers])
    scores, places = [], []
    for fold in range(_FOLDS):
        weights = _fit(prepared, numbers[folds != fold])
        known = {label: place for place, label in enumerate(weights.labels)}
        scorer = Scorer(weights)
        for number in numbers[folds == fold]:
            if prepared.labels[number] in known:
                rows = [scorer.rows(block) for block in prepared.blocks[number]]
                scores.append(scorer.scores(rows))
                places.append(known[str(prepared.labels[number])])
    losses = [_loss(np.array(scores), places, temperature) for temperature in _TEMPERATURES]
    return float(np.round(_TEMPERATURES[int(np.argmin(losses))], 2))


def _folds(groups: Numbers) -> Numbers:
    """Part whole groups, or single messages where there are too few groups."""
    distinct = np.unique(groups)
    if len(distinct) < _FOLDS:
        return np.arange(len(groups)) % _FOLDS
    return np.searchsorted(distinct, groups) % _FOLDS


def _loss(scores: Floats, places: Sequence[int], temperature: float) -> float:
    """Give the mean negative log chance of the right label."""
    scaled = scores / temperature
    top = scaled.max(axis=1, keepdims=True)
    totals = np.log(np.exp(scaled - top).sum(axis=1)) + top[:, 0]
    return float((totals - scaled[np.arange(len(places)), places]).mean())
