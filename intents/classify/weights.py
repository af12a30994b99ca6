"""Weights: what each feature says for each intent, as a table that a person can read.

The file is text. Its head gives the scale of the table, the temperature, and a letter, a name and a
bias for each label. Then comes a line for each feature: its rarity in hundredths, its weights
(``f+12`` speaks for the label with the letter f, ``c-07`` against c; 99 is the strongest), and the
feature's name.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from string import ascii_lowercase

import numpy as np
from numpy.typing import NDArray

PATH = Path(__file__).parent.parent / "weights" / "intents.txt"
STRONGEST = 99
_ENTRY = 4
_LETTERS = b"abcdefghijklmnopqrstuvwxyz"
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
        self._table = weights.table.astype(np.float32)
        self.rows_of_word = lru_cache(maxsize=16_384)(self._rows)

    def rows(self, names: Iterable[str]) -> list[int]:
        """Give the rows of the known ones among `names`."""
        get = self._places.get
        return [place for name in names if (place := get(name)) is not None]

    def _rows(self, names: tuple[str, ...]) -> tuple[int, ...]:
        return tuple(self.rows(names))

    def scores(self, blocks: Sequence[list[int]]) -> Floats:
        """Give a score for each label from the rows in each block; higher speaks more for it."""
        rows = np.array([row for block in blocks for row in block], dtype=np.intp)
        sizes = [len(block) for block in blocks if block]
        if not sizes:
            return self.weights.bias.copy()
        starts = np.concatenate(([0], np.cumsum(sizes)[:-1]))
        lengths = np.sqrt(np.add.reduceat(self._squares[rows], starts))
        shares = np.repeat(self.weights.scale / lengths, sizes)
        return np.asarray(self.weights.bias + shares @ self._table[rows])

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
    letters = ascii_lowercase[: len(weights.labels)]
    head = [
        _TITLE,
        f"scale {weights.scale:.6g}",
        f"temperature {weights.temperature:.4g}",
        *(
            f"label {letter} {label} {bias:.4f}"
            for letter, label, bias in zip(letters, weights.labels, weights.bias, strict=True)
        ),
        "",
    ]
    lines = [
        f"{round(rarity * 100)} "
        + "".join(f"{letters[place]}{row[place]:+03d}" for place in row.nonzero()[0])
        + f" {name}"
        for name, rarity, row in zip(weights.names, weights.rarity, weights.table, strict=True)
    ]
    return "\n".join(head + lines) + "\n"


def read_weights(text: str, source: str = "weights") -> Weights:
    """Read a file's text; raises `WeightFileError` naming `source`."""
    head, _, body = text.partition("\n\n")
    try:
        fields = [line.split(" ") for line in head.split("\n") if line[:1] != "#"]
        values = {field[0]: field[1] for field in fields}
        labels = tuple(field[2] for field in fields if field[0] == "label")
        rows = [line.split(" ", 2) for line in body.split("\n") if line]
        return Weights(
            labels,
            np.array([float(field[3]) for field in fields if field[0] == "label"]),
            float(values["scale"]),
            float(values["temperature"]),
            tuple(row[2] for row in rows),
            np.array([int(row[0]) for row in rows]) / 100,
            _table([row[1] for row in rows], len(labels)),
        )
    except (IndexError, KeyError, ValueError) as error:
        raise WeightFileError(f"{source}: not a weight file: {error}") from error


def _table(entries: list[str], labels: int) -> NDArray[np.int8]:
    """Read entries of four characters, letter, sign, two digits, all at once."""
    counts = np.array([len(entry) for entry in entries]) // _ENTRY
    cells = np.frombuffer("".join(entries).encode("ascii"), dtype=np.uint8).reshape(-1, _ENTRY)
    columns = np.searchsorted(np.frombuffer(_LETTERS, dtype=np.uint8), cells[:, 0])
    sizes = (cells[:, 2] - ord("0")) * 10 + (cells[:, 3] - ord("0"))
    signed = np.where(cells[:, 1] == ord("-"), -sizes.astype(np.int8), sizes.astype(np.int8))
    table = np.zeros((len(entries), labels), dtype=np.int8)
    table[np.repeat(np.arange(len(entries)), counts), columns] = signed
    return table
