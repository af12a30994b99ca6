"""Fit the weights of intents: a linear support vector machine over the features."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.svm import LinearSVC

from intents.classify.cues import Cues
from intents.classify.examples import Example
from intents.classify.features import BLOCKS, features
from intents.classify.weights import STRONGEST, Weights
from intents.words import read

Blocks = tuple[frozenset[str], ...]

_SHARES = {"l": 1.0, "w": 1.2, "c": 0.9, "s": 0.5}
"""What each block of features counts in a message."""
_SEEN = {"l": 4, "w": 2, "c": 3, "s": 3}
"""A feature is kept when so many messages have it."""
_COST = 0.5
_TEMPERATURE = 0.4


@dataclass(frozen=True, slots=True)
class Prepared:
    """Labelled messages as features."""

    blocks: tuple[Blocks, ...]
    labels: NDArray[np.str_]


def prepare(examples: Sequence[Example], cues: Cues) -> Prepared:
    """Find the features of all examples."""
    blocks = tuple(message_features(example.text, cues) for example in examples)
    return Prepared(blocks, np.array([example.intent for example in examples]))


def message_features(text: str, cues: Cues) -> Blocks:
    """Find the features of one message."""
    words = read(text)
    return features(words, cues.find(words))


def fit(prepared: Prepared, chosen: NDArray[np.intp] | None = None) -> Weights:
    """Learn weights from the chosen messages, all by default."""
    numbers = np.arange(len(prepared.blocks)) if chosen is None else chosen
    blocks = [prepared.blocks[number] for number in numbers]
    names, rarity = _vocabulary(blocks)
    places = {name: row for row, name in enumerate(names)}
    data, columns, ends = [], [], [0]
    for message in blocks:
        for letter, block in zip(BLOCKS, message, strict=True):
            rows = sorted(places[name] for name in block if name in places)
            values = rarity[rows]
            length = np.sqrt((values**2).sum()) or 1.0
            data.append(_SHARES[letter] * values / length)
            columns.append(rows)
        ends.append(sum(map(len, columns[-len(BLOCKS) :])) + ends[-1])
    matrix = csr_matrix(
        (
            np.concatenate(data),
            np.concatenate([np.array(c, dtype=np.int64) for c in columns]),
            ends,
        ),
        shape=(len(blocks), len(names)),
    )
    model = LinearSVC(C=_COST, random_state=0).fit(matrix, prepared.labels[numbers])
    return _quantised(names, rarity, model.classes_, model.coef_.T, model.intercept_)


def _vocabulary(blocks: Sequence[Blocks]) -> tuple[tuple[str, ...], NDArray[np.float64]]:
    """Give the features that are kept, in the order of the alphabet, and their rarity."""
    seen = Counter(name for message in blocks for block in message for name in block)
    names = tuple(sorted(name for name, count in seen.items() if count >= _SEEN[name[0]]))
    counts = np.array([seen[name] for name in names], dtype=float)
    return names, np.round(np.log((1 + len(blocks)) / (1 + counts)) + 1, 2)


def _quantised(
    names: tuple[str, ...],
    rarity: NDArray[np.float64],
    labels: NDArray[np.str_],
    coefficients: NDArray[np.float64],
    bias: NDArray[np.float64],
) -> Weights:
    """Put rarity and share into the weights, round them, and leave out what rounds to nothing."""
    shares = np.array([_SHARES[name[0]] for name in names])
    full = coefficients * (rarity * shares)[:, None]
    scale = float(f"{np.abs(full).max() / STRONGEST:.6g}")
    table = np.rint(full / scale).astype(np.int8)
    return Weights(
        tuple(str(label) for label in labels),
        np.round(bias, 4),
        scale,
        _TEMPERATURE,
        names,
        rarity,
        table,
    )
