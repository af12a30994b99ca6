"""Scoring: what the features of a message say for all labels, in one pass over one table."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain
from math import exp, sqrt
from operator import add

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


class Scorer:
    """Scores messages by weights; remembers the words that it has looked up."""

    def __init__(self, weights: Weights) -> None:
        self.columns = _columns(weights)
        self._bias = np.array([label.bias for label in weights.labels], dtype=np.float32)
        self._rows = {name: row for row, name in enumerate(weights.names)}
        self._table = _in_units(weights)
        self._met: dict[str, Floats] = {}

    def meet(self, seen: Seen) -> list[Floats]:
        """Look the words of a message up, those that were met before from memory.

        For each, the rows of its letters and of its stem are added up to one row each.
        """
        spelt = {standard: self._met.get(standard) for standard in seen.spelt}
        new = [seen.spelt[standard][1] for standard, known in spelt.items() if known is None]
        if new:
            found = self._look_up(new)
            if len(self._met) > _MOST_MET:
                self._met.clear()
            self._met |= found
            spelt |= found
        return [word for word in spelt.values() if word is not None]

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
        others = self._table[[*(rows[name] for name, _ in keys), *paired, *cues, *shape]]
        found = np.concatenate([*spelt, others])
        sizes = len(keys), len(paired), len(cues)
        shares = _shares(found[:, -1].tolist(), 2 * len(spelt), sizes)
        values = (self._bias + (shares @ found)[:-1]).tolist()
        return Scores(seen, self.columns, values, found, shares, keys)

    def weigh(self, features: Iterable[str], task: str, label: str) -> dict[str, float]:
        """Give what features say for a label before it is shared; those that are known."""
        rows, weight = self._rows, self._table.item
        column = self.columns[task].column(label)
        return {name: weight(rows[name], column) for name in features if name in rows}

    def _known(self, names: Iterable[str]) -> list[int]:
        return [row for row in map(self._rows.get, names) if row is not None]

    def _look_up(self, tokens: Sequence[Token]) -> dict[str, Floats]:
        """Add up the letters and the stem of each word, all in one go."""
        nothing = len(self._rows)  # a row of zeros, so that there is something to add up
        rows = [
            [nothing, *self._known(names)]
            for token in tokens
            for names in (letters(token.standard), [f"w:{token.stem}"])
        ]
        starts = [0, *accumulate(map(len, rows[:-1]))]
        sums = np.add.reduceat(self._table[list(chain.from_iterable(rows))], starts, axis=0)
        return {
            token.standard: sums[at : at + 2]
            for at, token in zip(range(0, len(rows), 2), tokens, strict=True)
        }


def _shares(fills: list[float], spelt: int, sizes: tuple[int, int, int]) -> Floats:
    """Give what each row counts: the fuller the block that it stands in, the less.

    `fills` says how much each fills its block. First come `spelt` rows, letters and stems in turn,
    then so many key words, pairs of stems and cues as `sizes` says, then the shape.
    """
    keys, paired, cues = sizes
    first_pair = spelt + keys
    first_cue = first_pair + paired
    first_sign = first_cue + cues
    of_letters = _share(sum(fills[0:spelt:2]))
    of_stems = _share(sum(fills[1:spelt:2]) + sum(fills[first_pair:first_cue]))
    return np.array(
        [of_letters, of_stems] * (spelt // 2)
        + [1 / LIST_LENGTH] * keys
        + [of_stems] * paired
        + [_share(sum(fills[first_cue:first_sign]))] * cues
        + [_share(sum(fills[first_sign:]))] * (len(fills) - first_sign),
        dtype=np.float32,
    )


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
    """Give the table in its own units, with a row of zeros for what is not there.

    The last column is how much each feature fills its block, so that one look finds both.
    """
    blocks = np.array([BLOCKS.index(name[0]) for name in weights.names], dtype=np.intp)
    units = np.array([weights.units(label) for label in weights.labels], dtype=np.float32)
    table = np.zeros((len(weights.names) + 1, len(weights.labels) + 1), dtype=np.float32)
    np.multiply(weights.table, units.T[blocks], out=table[:-1, :-1])
    table[:-1, -1] = weights.rarity**2
    return table
