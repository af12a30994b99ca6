"""Weights: what each feature says for each label, as a table that a person can read.

The file is text. Its head gives a line for each task (whether one label holds or many, its
temperature, and what one unit of the table stands for in each block of features) and for each label
(its code and its bias). Then comes a line for each feature: its rarity in hundredths, its weights
(``af+123`` speaks for the label with the code af, ``ac-070`` against ac; 999 is the strongest), and
the feature's name.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from string import ascii_lowercase
from typing import Literal

import numpy as np
from numpy.typing import NDArray

PATH = Path(__file__).parent.parent / "data" / "weights.txt"
STRONGEST = 999
_ENTRY = 6
_TITLE = "# Weights, made by «idelos train»: do not edit, train again."

Floats = NDArray[np.float32]


class WeightFileError(ValueError):
    """A weight file that cannot be used; the message says which and why."""


@dataclass(frozen=True, slots=True)
class Task:
    """Something that is told of a message: its intent, its themes."""

    name: str
    holds: Literal["one", "many"]
    """Whether one of its labels holds, or any number of them."""
    temperature: float
    """Divides scores before they become chances."""
    units: tuple[float, ...]
    """What one unit of the table stands for, for each of `features.BLOCKS`."""


@dataclass(frozen=True, slots=True)
class Label:
    """What may hold of a message: ``intent:greet``."""

    name: str
    bias: float


@dataclass(frozen=True, slots=True)
class Weights:
    """A linear model over the features of `intents.classify.features`."""

    tasks: tuple[Task, ...]
    labels: tuple[Label, ...]
    """In the order of the tasks."""
    names: tuple[str, ...]
    """Features, in the order of the rows."""
    rarity: NDArray[np.float64]
    """One for each feature: the rarer it is, the more it fills a message."""
    table: NDArray[np.int16]
    """Features × labels."""

    def units(self, label: Label) -> tuple[float, ...]:
        """Give what one unit in the column of a label stands for, for each block of features."""
        task = label.name.partition(":")[0]
        return next(one.units for one in self.tasks if one.name == task)


def write_weights(weights: Weights) -> str:
    """Give the file's text."""
    codes = [a + b for a in ascii_lowercase for b in ascii_lowercase][: len(weights.labels)]
    tasks = [
        f"task {task.name} {task.holds} {task.temperature:.4g} "
        + " ".join(f"{unit:.6g}" for unit in task.units)
        for task in weights.tasks
    ]
    labels = [
        f"label {code} {label.name} {label.bias:.4f}"
        for code, label in zip(codes, weights.labels, strict=True)
    ]
    rows = [
        f"{round(rarity * 100)} "
        + "".join(f"{codes[place]}{row[place]:+04d}" for place in row.nonzero()[0])
        + f" {name}"
        for name, rarity, row in zip(weights.names, weights.rarity, weights.table, strict=True)
    ]
    return "\n".join([_TITLE, *tasks, *labels, "", *rows]) + "\n"


def read_weights(text: str, source: str = "weights") -> Weights:
    """Read a file's text; raises `WeightFileError` naming `source`."""
    head, _, body = text.partition("\n\n")
    try:
        fields = [line.split(" ") for line in head.split("\n") if line[:1] != "#"]
        labels = tuple(Label(field[2], float(field[3])) for field in fields if field[0] == "label")
        rarity, entries, names = zip(
            *(line.split(" ", 2) for line in body.split("\n") if line), strict=True
        )
        return Weights(
            tuple(_task(*field[1:]) for field in fields if field[0] == "task"),
            labels,
            names,
            np.array(rarity, dtype=float) / 100,
            _table(entries, len(labels)),
        )
    except (IndexError, KeyError, TypeError, ValueError) as error:
        raise WeightFileError(f"{source}: not a weight file: {error}") from error


def _task(name: str, holds: str, temperature: str, *units: str) -> Task:
    counted: Literal["one", "many"] = "one" if holds == "one" else "many"
    return Task(name, counted, float(temperature), tuple(map(float, units)))


def _table(entries: Sequence[str], labels: int) -> NDArray[np.int16]:
    """Read entries of six characters, two letters, sign, three digits, all at once."""
    counts = np.array([len(entry) for entry in entries]) // _ENTRY
    text = "".join(entries).encode("ascii")
    cells = np.frombuffer(text, dtype=np.uint8).reshape(-1, _ENTRY)
    first, second, sign, *digits = np.ascontiguousarray(cells.T).astype(np.int16)
    columns = (first - ord("a")) * len(ascii_lowercase) + second - ord("a")
    hundreds, tens, ones = (digit - ord("0") for digit in digits)
    sizes = 100 * hundreds + 10 * tens + ones
    table = np.zeros((len(entries), labels), dtype=np.int16)
    rows = np.repeat(np.arange(len(entries)), counts)
    table[rows, columns] = np.where(sign == ord("-"), -sizes, sizes)
    return table
