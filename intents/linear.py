"""A linear scorer: what words and cues speak for, by weights learned offline and kept in a file."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from intents.words import Token, stem

Vector = NDArray[np.float64]

_PIECES = (4, 6)
_REMEMBERED = 20_000
_CLEARLY = 0.4
"""A token that weighs so much of the loudest one speaks clearly too."""
_POSSIBLE = 0.01
"""Below this chance nobody asks which tokens spoke."""


class Feature(NamedTuple):
    """Something seen in the text, and the token that shows it best."""

    name: str
    value: float
    token: int


class Word(NamedTuple):
    """What one word of the text shows, all with the value 1."""

    names: tuple[str, ...]
    token: int


@dataclass(frozen=True, slots=True)
class Score:
    """The chance of one label, and the token that speaks most for it."""

    label: str
    chance: float
    """0 to 1; from 0.5 on the label holds."""
    token: int | None
    clear: tuple[int, ...] = ()
    """All tokens that speak clearly for it, in the order of the text; none for unlikely labels."""


class LinearModel:
    """Weights by feature and label; a line of the file is ``feature<TAB>label=weight<TAB>…``."""

    def __init__(self, labels: Sequence[str], rows: Iterable[str]) -> None:
        self.labels = tuple(labels)
        self._rows = dict(row.split("\t", 1) for row in rows if "\t" in row)
        self._places = {label: i for i, label in enumerate(self.labels)}
        self._vectors: dict[str, Vector] = {}
        self._words: dict[tuple[str, ...], Vector] = {}
        self._bias = self._vector("")

    @classmethod
    def load(cls, path: Path, labels: Sequence[str]) -> "LinearModel":
        """Read the file that `write` made."""
        return cls(labels, path.read_text(encoding="utf-8").splitlines())

    def scores(self, words: Iterable[Word], features: Iterable[Feature]) -> list[Score]:
        """Score all labels, likeliest first; equal ones in the order of the labels."""
        spoken: dict[int, Vector] = {}
        for names, token in words:
            spoken[token] = spoken.get(token, 0.0) + self._word(names)
        for name, value, token in features:
            spoken[token] = spoken.get(token, 0.0) + value * self._vector(name)
        tokens = list(spoken)
        table = np.array([spoken[token] for token in tokens]).reshape(-1, len(self.labels))
        chances = _chances(self._bias + table.sum(axis=0))
        loudest = table.argmax(axis=0) if tokens else None
        clear = table >= _CLEARLY * table.max(axis=0) if tokens else table
        scores = [
            Score(
                label,
                chance,
                None if loudest is None else tokens[loudest[i]],
                tuple(sorted(tokens[row] for row in clear[:, i].nonzero()[0]))
                if chance >= _POSSIBLE
                else (),
            )
            for i, (label, chance) in enumerate(zip(self.labels, chances.tolist(), strict=True))
        ]
        return sorted(scores, key=lambda score: -score.chance)

    def _word(self, names: tuple[str, ...]) -> Vector:
        found = self._words.get(names)
        if found is None:
            known = [self._vector(name) for name in names if name in self._rows]
            found = np.sum(known, axis=0) if known else np.zeros(len(self.labels))
            if len(self._words) < _REMEMBERED:
                self._words[names] = found
        return found

    def _vector(self, name: str) -> Vector:
        """Give the weights of a feature; its line is read when it is first met."""
        found = self._vectors.get(name)
        if found is None:
            found = np.zeros(len(self.labels))
            for pair in self._rows.get(name, "").split("\t") if name in self._rows else ():
                label, _, weight = pair.rpartition("=")
                found[self._places[label]] = float(weight)
            if name in self._rows:
                self._vectors[name] = found
        return found


def word_features(tokens: Iterable[Token]) -> Iterator[Word]:
    """Give the stems, compound parts, and beginnings and ends of words; each word once."""
    seen: set[str] = set()
    for position, token in enumerate(tokens):
        if token.standard not in seen:
            seen.add(token.standard)
            yield Word(_names(token.standard, token.stem, token.parts), position)


@lru_cache(maxsize=16_384)
def _names(standard: str, root: str, parts: tuple[str, ...]) -> tuple[str, ...]:
    names = [f"s={root}", *(f"p={stem(part)}" for part in parts)]
    for length in _PIECES:
        if len(standard) > length + 1:
            names += [f"b={standard[:length]}", f"e={standard[-length:]}"]
    return tuple(names)


def write(
    bias: Mapping[str, float], weights: Mapping[str, Mapping[str, float]], least: float
) -> str:
    """Give the text of a weights file; weights nearer to zero than `least` are left out."""
    lines = [_row("", bias)]
    for name in sorted(weights):
        kept = {label: weight for label, weight in weights[name].items() if abs(weight) >= least}
        if kept:
            lines.append(_row(name, kept))
    return "\n".join(lines) + "\n"


def _row(name: str, weights: Mapping[str, float]) -> str:
    return "\t".join([name, *(f"{label}={weight:.2f}" for label, weight in weights.items())])


def _chances(sums: Vector) -> Vector:
    return 1 / (1 + np.exp(-np.clip(sums, -30, 30)))
