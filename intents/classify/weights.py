"""Weights: what each feature says for each intent, as a table that a person can read.

The file is text. Its head names the labels and gives a bias for each, the scale of the table and
the temperature. Then comes a line for each feature: its rarity in hundredths, a weight for each
label in columns of four characters, and the feature's name. A weight of 99 is the strongest.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

PATH = Path(__file__).parent.parent / "weights" / "intents.txt"
STRONGEST = 99
_COLUMN = 4
_TITLE = "# Weights of intents, made by «idelos train»: do not edit, train again."

Rows = NDArray[np.int32]
Floats = NDArray[np.float64]


class WeightFileError(ValueError):
    """A weight file that cannot be used; the message says which and why."""


@dataclass(frozen=True, slots=True)
class Weights:
    """A linear model over the features of `intents.classify.features`."""

    labels: tuple[str, ...]
    bias: Floats
    """One for each label."""
    scale: float
    """What one unit of the table stands for."""
    temperature: float
    """Divides scores before they become chances."""
    names: tuple[str, ...]
    """Features, in the order of the rows."""
    rarity: Floats
    """One for each feature: the rarer it is, the more it fills a message."""
    table: NDArray[np.int8]
    """Features × labels."""

    def places(self) -> Mapping[str, int]:
        """Give the row of each feature."""
        return {name: row for row, name in enumerate(self.names)}


class Scorer:
    """Scores messages by weights; keeps what it has looked up."""

    def __init__(self, weights: Weights) -> None:
        self.weights = weights
        self._places = weights.places()
        self._squares = weights.rarity**2
        self._table = weights.table.astype(np.int16)
        self.rows_of_word = lru_cache(maxsize=16_384)(self._rows)

    def rows(self, names: Sequence[str] | frozenset[str]) -> list[int]:
        """Give the rows of the known ones among `names`."""
        places = self._places
        return [places[name] for name in names if name in places]

    def _rows(self, names: tuple[str, ...]) -> tuple[int, ...]:
        return tuple(self.rows(names))

    def scores(self, blocks: Sequence[list[int]]) -> Floats:
        """Give a score for each label from the rows in each block; higher speaks more for it."""
        total = self.weights.bias.copy()
        for rows in blocks:
            if rows:
                total += self._table[rows].sum(axis=0) * self.share(rows)
        return total

    def share(self, rows: list[int]) -> float:
        """Give what one unit of the table counts where a message has these rows in a block."""
        return self.weights.scale / float(np.sqrt(self._squares[rows].sum()))

    def row(self, feature: str, label: str) -> float:
        """Give the table's entry, 0 where the feature is not known."""
        place = self._places.get(feature)
        if place is None:
            return 0.0
        return float(self._table[place, self.weights.labels.index(label)])


def write_weights(weights: Weights) -> str:
    """Give the file's text."""
    head = [
        _TITLE,
        f"scale {weights.scale:.6g}",
        f"temperature {weights.temperature:.4g}",
        "labels " + " ".join(weights.labels),
        "bias " + " ".join(f"{value:.4f}" for value in weights.bias),
        "",
    ]
    lines = [
        f"{round(rarity * 100):{_COLUMN}d}" + "".join(f"{w:{_COLUMN}d}" for w in row) + " " + name
        for name, rarity, row in zip(
            weights.names, weights.rarity, weights.table.tolist(), strict=True
        )
    ]
    return "\n".join(head + lines) + "\n"


def read_weights(text: str, source: str = "weights") -> Weights:
    """Read a file's text; raises `WeightFileError` naming `source`."""
    head, _, body = text.partition("\n\n")
    try:
        fields = dict(line.split(" ", 1) for line in head.splitlines() if line[:1] != "#")
        labels = tuple(fields["labels"].split())
        lines = body.splitlines()
        width = _COLUMN * (len(labels) + 1)
        table = _columns("".join(line[:width] for line in lines), len(labels) + 1)
        return Weights(
            labels,
            np.array([float(value) for value in fields["bias"].split()]),
            float(fields["scale"]),
            float(fields["temperature"]),
            tuple(line[width + 1 :] for line in lines),
            table[:, 0] / 100,
            table[:, 1:].astype(np.int8),
        )
    except (KeyError, ValueError) as error:
        raise WeightFileError(f"{source}: not a weight file: {error}") from error


def _columns(digits: str, columns: int) -> NDArray[np.int32]:
    """Read right-aligned numbers of four characters, much faster than `int` one by one."""
    cells = np.frombuffer(digits.encode("ascii"), dtype=np.uint8).reshape(-1, columns, _COLUMN)
    values = np.where(cells >= ord("0"), cells - ord("0"), 0).astype(np.int32)
    sizes = values @ np.array([1000, 100, 10, 1], dtype=np.int32)
    return np.where((cells == ord("-")).any(axis=2), -sizes, sizes).astype(np.int32)
