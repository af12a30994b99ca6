"""Scoring: what the features of a message say for all labels, in one pass over one table."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

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

_LETTERS, _WORDS, _LISTS, _CUES, _SHAPE = range(5)
"""The parts of a message that are added up; each but the lists has the same length in the end, so
that the more is seen, the less each feature counts."""


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of one task in the table."""

    task: Task
    labels: tuple[str, ...]
    """Without the name of the task."""
    start: int

    def of(self, values: Floats) -> Floats:
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
    values: Floats
    """For each label, the higher, the more speaks for it; see `chances`."""
    _words: Floats
    """Words × (letters, stems) × labels, and what each of the two counts."""
    _shares: Floats
    _keys: Sequence[Placed]
    _by_key: Floats

    def chances(self, task: str) -> list[tuple[str, float]]:
        """Give the labels of a task with their chance; none where nothing was learned for it."""
        columns = self.columns.get(task)
        if columns is None:
            return []
        scores = columns.of(self.values) / columns.task.temperature
        if columns.task.holds == "many":
            chances = 1 / (1 + np.exp(-scores))
        else:
            powers = np.exp(scores - scores.max())
            chances = powers / powers.sum()
        return list(zip(columns.labels, chances.tolist(), strict=True))

    def of_words(self, task: str, label: str) -> dict[int, float]:
        """Give what each word says for a label, by its place in the message."""
        column = self.columns[task].column(label)
        places = (place for place, _ in self.seen.spelt.values())
        of_each = self._words[:, :, column] @ self._shares
        said = dict(zip(places, of_each.tolist(), strict=True))
        for (_, place), value in zip(self._keys, self._by_key[:, column].tolist(), strict=True):
            said[place] = said.get(place, 0.0) + value
        return said


class Scorer:
    """Scores messages by weights; remembers the words that it has looked up."""

    def __init__(self, weights: Weights) -> None:
        self.columns = _columns(weights)
        self._bias = np.array([label.bias for label in weights.labels], dtype=np.float32)
        self._rows = {name: row for row, name in enumerate(weights.names)}
        self._table = _with_squares(weights)
        self._nothing = np.zeros((0, _LISTS, self._table.shape[1]), dtype=np.float32)
        self._word = lru_cache(maxsize=8_192)(self._sums_of_word)

    def score(self, seen: Seen) -> Scores:
        """Give a score for each label; higher speaks more for it."""
        rows = self._rows
        keys = [key for key in key_features(seen.listed.key_words) if key.name in rows]
        parts = (
            self._known(pairs(seen.words)),
            [rows[name] for name, _ in keys],
            self._known(dict.fromkeys(cue_features(seen.listed.cues))),
            self._known(dict.fromkeys(shape_features(seen.words, seen.listed.cues))),
        )
        found = self._table[list(chain.from_iterable(parts))]
        words = self._words(seen)
        sums = np.empty((_SHAPE + 1, self._table.shape[1]), dtype=np.float32)
        np.add.reduce(words, axis=0, out=sums[:_LISTS])
        sums[_WORDS] += np.add.reduce(found[: len(parts[0])], axis=0)
        end = len(parts[0])
        for part, known in enumerate(parts[1:], start=_LISTS):
            start, end = end, end + len(known)
            np.add.reduce(found[start:end], axis=0, out=sums[part])
        shares: Floats = np.maximum(sums[:, -1], np.float32(1)) ** np.float32(-0.5)
        shares[_LISTS] = 1 / LIST_LENGTH
        by_key = found[len(parts[0]) : len(parts[0]) + len(keys)]
        values = self._bias + (shares @ sums)[:-1]
        return Scores(seen, self.columns, values, words, shares[:_LISTS], keys, by_key)

    def weigh(self, features: Iterable[str], task: str, label: str) -> dict[str, float]:
        """Give what features say for a label before it is shared; those that are known."""
        known = [feature for feature in features if feature in self._rows]
        column = self.columns[task].column(label)
        said = self._table[[self._rows[feature] for feature in known], column].tolist()
        return dict(zip(known, said, strict=True))

    def _known(self, names: Iterable[str]) -> list[int]:
        rows = self._rows
        return [rows[name] for name in names if name in rows]

    def _words(self, seen: Seen) -> Floats:
        """Give the sums of letters and of stems for each word: words × 2 × labels."""
        spelt = [self._word(token.standard, token.stem) for _, token in seen.spelt.values()]
        return np.concatenate(spelt) if spelt else self._nothing

    def _sums_of_word(self, standard: str, root: str) -> Floats:
        of_letters = self._known(letters(standard))
        of_stems = self._known([f"w:{root}"])
        found = self._table[of_letters + of_stems]
        sums = np.empty((1, _LISTS, self._table.shape[1]), dtype=np.float32)
        np.add.reduce(found[: len(of_letters)], axis=0, out=sums[0, 0])
        np.add.reduce(found[len(of_letters) :], axis=0, out=sums[0, 1])
        return sums


def _columns(weights: Weights) -> dict[str, Columns]:
    columns: dict[str, Columns] = {}
    start = 0
    for task in weights.tasks:
        mine = f"{task.name}:"
        names = [label.name for label in weights.labels if label.name.startswith(mine)]
        columns[task.name] = Columns(task, tuple(name.removeprefix(mine) for name in names), start)
        start += len(names)
    return columns


def _with_squares(weights: Weights) -> Floats:
    """Give the table in its own units, with the square of the rarity as one more column."""
    blocks = np.array([BLOCKS.index(name[0]) for name in weights.names], dtype=np.intp)
    units = [weights.units(label) for label in weights.labels]
    table = weights.table * np.array(units, dtype=np.float32).T[blocks]
    return np.hstack([table, (weights.rarity**2).astype(np.float32)[:, None]])
