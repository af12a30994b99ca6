"""Scoring: what the features of a message say for all labels, in one pass over one table."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain
from math import exp, sqrt
from operator import add
from typing import NamedTuple

import numpy as np

from intents.classify.features import (
    BLOCKS,
    LIST_LENGTH,
    Placed,
    Seen,
    cue_features,
    key_features,
    letters,
    pairs,
    shape_features,
)
from intents.classify.weights import Floats, Task, Weights
from intents.words import Token

_MOST_MET = 16_384
"""When so many words are remembered, all are forgotten."""


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of one task in the table."""

    task: Task
    labels: tuple[str, ...]
    """Without the name of the task."""
    start: int

    def of(self, values: Sequence[float]) -> Sequence[float]:
        """Give what a message says for the labels of this task."""
        return values[self.start : self.start + len(self.labels)]

    def column(self, label: str) -> int:
        """Give the column of a label."""
        return self.start + self.labels.index(label)


@dataclass(frozen=True, slots=True)
class Scores:
    """What a message adds up to for all labels, and whose words made it."""

    seen: Seen
    columns: Mapping[str, Columns]
    values: Sequence[float]
    """For each label, the higher, the more speaks for it; see `chances`."""
    _found: Floats
    """What was found × labels: the letters and the stem of each word, key words, and the rest."""
    _shares: Floats
    """What each of them counts."""
    _keys: Sequence[Placed]

    def chances(self, task: str) -> list[tuple[str, float]]:
        """Give the labels of a task with their chance; none where nothing was learned for it."""
        columns = self.columns.get(task)
        if columns is None:
            return []
        temperature, scores = columns.task.temperature, columns.of(self.values)
        if columns.task.holds == "many":
            chances = [_logistic(score / temperature) for score in scores]
        else:
            top = max(scores)
            powers = [exp((score - top) / temperature) for score in scores]
            total = sum(powers)
            chances = [power / total for power in powers]
        return list(zip(columns.labels, chances, strict=True))

    def of_words(self, task: str, label: str) -> dict[int, float]:
        """Give what each word says for a label, by its place in the message."""
        column = self.columns[task].column(label)
        spelt, keys = 2 * len(self.seen.spelt), len(self._keys)
        of_each = (self._found[:spelt, column] * self._shares[:spelt]).tolist()
        places = [place for place, _ in self.seen.spelt.values()]
        said = dict(zip(places, map(add, of_each[::2], of_each[1::2]), strict=True))
        of_keys = self._found[spelt : spelt + keys, column].tolist()
        for (_, place), value in zip(self._keys, of_keys, strict=True):
            said[place] = said.get(place, 0.0) + value
        return said


class _Spelt(NamedTuple):
    """A word that was looked up."""

    sums: Floats
    """Of its letters and of its stem × labels."""
    letters: float
    """How much it fills a message with letters, and with stems."""
    stem: float


class Scorer:
    """Scores messages by weights; remembers the words that it has looked up."""

    def __init__(self, weights: Weights) -> None:
        self.columns = _columns(weights)
        self._bias = np.array([label.bias for label in weights.labels], dtype=np.float32)
        self._rows = {name: row for row, name in enumerate(weights.names)}
        self._table = _in_units(weights)
        self._squares: list[float] = [*(weights.rarity**2).tolist(), 0.0]
        self._met: dict[str, _Spelt] = {}

    def meet(self, seen: Seen) -> list[_Spelt]:
        """Look the words of a message up, those that were met before from memory."""
        spelt = {standard: self._met.get(standard) for standard in seen.spelt}
        new = [seen.spelt[standard][1] for standard, known in spelt.items() if known is None]
        if new:
            found = self._look_up(new)
            if len(self._met) > _MOST_MET:
                self._met.clear()
            self._met |= found
            spelt |= found
        return [word for word in spelt.values() if word]

    def score(self, seen: Seen) -> Scores:
        """Give a score for each label; higher speaks more for it.

        Letters, stems, cues and shape each have the same length in the end, so that the more is
        seen, the less each feature counts; what the lists find counts the same however much it is.
        """
        rows = self._rows
        spelt = self.meet(seen)
        keys = [key for key in key_features(seen.listed.key_words) if key[0] in rows]
        paired = self._known(pairs(seen.words))
        cues = self._known(cue_features(seen.listed.cues))
        shape = self._known(shape_features(seen.words, seen.listed.cues))
        of_letters = _share(sum([word.letters for word in spelt]))
        of_stems = _share(sum([word.stem for word in spelt]) + self._filled(paired))
        shares = np.array(
            [of_letters, of_stems] * len(spelt)
            + [1 / LIST_LENGTH] * len(keys)
            + [of_stems] * len(paired)
            + [_share(self._filled(cues))] * len(cues)
            + [_share(self._filled(shape))] * len(shape),
            dtype=np.float32,
        )
        others = self._table[[*(rows[name] for name, _ in keys), *paired, *cues, *shape]]
        found = np.concatenate([*(word.sums for word in spelt), others])
        values = (self._bias + shares @ found).tolist()
        return Scores(seen, self.columns, values, found, shares, keys)

    def weigh(self, features: Iterable[str], task: str, label: str) -> dict[str, float]:
        """Give what features say for a label before it is shared; those that are known."""
        rows, weight = self._rows, self._table.item
        column = self.columns[task].column(label)
        return {name: weight(rows[name], column) for name in features if name in rows}

    def _known(self, names: Iterable[str]) -> list[int]:
        rows = self._rows
        return [rows[name] for name in names if name in rows]

    def _filled(self, rows: Iterable[int]) -> float:
        squares = self._squares
        return sum([squares[row] for row in rows])

    def _look_up(self, tokens: Sequence[Token]) -> dict[str, _Spelt]:
        """Add up the letters and the stem of each word, all in one go."""
        nothing = len(self._rows)  # a row of zeros, so that there is something to add up
        rows = [
            [nothing, *self._known(names)]
            for token in tokens
            for names in (letters(token.standard), [f"w:{token.stem}"])
        ]
        starts = [0, *accumulate(map(len, rows[:-1]))]
        sums = np.add.reduceat(self._table[list(chain.from_iterable(rows))], starts, axis=0)
        filled = list(map(self._filled, rows))
        return {
            token.standard: _Spelt(sums[at : at + 2], filled[at], filled[at + 1])
            for at, token in zip(range(0, len(rows), 2), tokens, strict=True)
        }


def _share(filled: float) -> float:
    """Give what one feature counts where so much is there."""
    return 1 / sqrt(max(filled, 1.0))


def _logistic(score: float) -> float:
    """Give the chance of a score, without an overflow however low it is."""
    if score >= 0:
        return 1 / (1 + exp(-score))
    power = exp(score)
    return power / (1 + power)


def _columns(weights: Weights) -> dict[str, Columns]:
    columns: dict[str, Columns] = {}
    start = 0
    for task in weights.tasks:
        mine = f"{task.name}:"
        names = [label.name for label in weights.labels if label.name.startswith(mine)]
        columns[task.name] = Columns(task, tuple(name.removeprefix(mine) for name in names), start)
        start += len(names)
    return columns


def _in_units(weights: Weights) -> Floats:
    """Give the table in its own units, with a row of zeros for what is not there."""
    blocks = np.array([BLOCKS.index(name[0]) for name in weights.names], dtype=np.intp)
    units = np.array([weights.units(label) for label in weights.labels], dtype=np.float32)
    table = np.zeros((len(weights.names) + 1, len(weights.labels)), dtype=np.float32)
    np.multiply(weights.table, units.T[blocks], out=table[:-1])
    return table
