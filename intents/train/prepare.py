"""Prepare labelled messages: their features as a matrix, each block of a message of one length."""

import sys
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, diags, hstack

from intents.classify.features import BLOCKS, LIST_LENGTH, LISTS, features, see
from intents.lexicon import Lexicon
from intents.words import read

_SEEN = {"l": 3, "w": 2, "t": 2, "n": 2, "o": 2, "c": 2, "s": 2}
"""A feature is kept when so many messages have it."""
_SPELLING = frozenset({"l", "w"})

Numbers = NDArray[np.intp]
Floats = NDArray[np.float64]


class Lesson(NamedTuple):
    """A message, or a word of the lists, to learn from."""

    text: str
    labels: frozenset[str]
    """All that hold: ``intent:greet``, ``theme:education``."""
    told: frozenset[str]
    """The tasks whose labels are known."""
    author: int | None
    """None for a word of the lists, which says the same whoever writes."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """Lessons as features."""

    lessons: tuple[Lesson, ...]
    names: tuple[str, ...]
    """All features, in the order of the alphabet."""
    counts: csr_matrix
    """Lessons × features: how often each counts."""

    @property
    def written(self) -> Numbers:
        """The numbers of the messages, without the words of the lists."""
        return np.array([n for n, one in enumerate(self.lessons) if one.author is not None], int)

    def told(self, task: str) -> Numbers:
        """Give the numbers of the lessons that tell the labels of a task."""
        return np.array([n for n, lesson in enumerate(self.lessons) if task in lesson.told], int)

    def held(self, label: str, numbers: Numbers) -> NDArray[np.bool_]:
        """Tell of which of the lessons a label holds."""
        return np.array([label in self.lessons[number].labels for number in numbers], bool)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The features that are kept."""

    names: tuple[str, ...]
    columns: Numbers
    """Where they stand in `Prepared`."""
    rarity: Floats


def prepare(lessons: Sequence[Lesson], lexicon: Lexicon) -> Prepared:
    """Find the features of all lessons."""
    found = [_features(one.text, lexicon, listed=one.author is None) for one in lessons]
    names = tuple(sorted({name for counted in found for name in counted}))
    places = {name: column for column, name in enumerate(names)}
    data, columns, ends = array("d"), array("i"), array("i", [0])
    for counted in found:
        data.extend(counted.values())
        columns.extend(places[name] for name in counted)
        ends.append(len(data))
    return Prepared(
        tuple(lessons), names, csr_matrix((data, columns, ends), (len(found), len(names)))
    )


@lru_cache(maxsize=40_000)
def _features(text: str, lexicon: Lexicon, *, listed: bool) -> dict[str, int]:
    """Find the features of a lesson; remembered, since one is learned from again and again.

    Of a listed word only the spelling counts: that the lists find it says nothing new.
    """
    return {
        sys.intern(name): count
        for block, counted in zip(BLOCKS, features(see(read(text), lexicon)), strict=True)
        for name, count in counted.items()
        if not listed or block in _SPELLING
    }


def vocabulary(prepared: Prepared, numbers: Numbers) -> Vocabulary:
    """Find the features that enough of the messages have; what the lists find is never rare."""
    seen = prepared.counts[numbers].getnnz(axis=0)
    least = np.array([_SEEN[name[0]] for name in prepared.names])
    kept = (seen >= least).nonzero()[0]
    names = tuple(prepared.names[column] for column in kept)
    rarity = np.round(np.log((1 + len(numbers)) / (1 + seen[kept])) + 1, 2)
    fixed = np.array([name[0] in LISTS for name in names], dtype=bool)
    return Vocabulary(names, kept, np.where(fixed, 1.0, rarity))


def matrix(prepared: Prepared, known: Vocabulary) -> csr_matrix:
    """Give messages × features, weighed by rarity, each block of a message of one length."""
    counts = csr_matrix(prepared.counts[:, known.columns])
    blocks = np.array([name[0] for name in known.names])
    parts = []
    for block in dict.fromkeys(blocks):
        part, rarity = counts[:, blocks == block], known.rarity[blocks == block]
        squares = np.maximum(part @ rarity**2, 1)
        lengths = np.full(len(squares), LIST_LENGTH) if block in LISTS else np.sqrt(squares)
        parts.append(diags(1 / lengths) @ part @ diags(rarity))
    return csr_matrix(hstack(parts))
