"""A linear scorer: what words and cues speak for, by weights learned offline and kept in a file."""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from intents.words import Token, stem

_PIECES = (4, 6)


@dataclass(frozen=True, slots=True)
class Feature:
    """Something seen in the text, and the token that shows it best."""

    name: str
    value: float
    token: int


@dataclass(frozen=True, slots=True)
class Score:
    """The sum for one label, and the token that speaks most for it."""

    label: str
    chance: float
    """0 to 1; from 0.5 on the label holds."""
    token: int | None


class LinearModel:
    """Weights by feature and label; a line of the file is ``feature<TAB>label=weight<TAB>…``."""

    def __init__(self, labels: Sequence[str], rows: Iterable[str]) -> None:
        self.labels = tuple(labels)
        positions = {label: i for i, label in enumerate(self.labels)}
        self._weights: dict[str, tuple[tuple[int, float], ...]] = {}
        for row in rows:
            name, *pairs = row.split("\t")
            split = (pair.rsplit("=", 1) for pair in pairs)
            self._weights[name] = tuple((positions[key], float(value)) for key, value in split)

    @classmethod
    def load(cls, path: Path, labels: Sequence[str]) -> "LinearModel":
        """Read the file that `write` made."""
        return cls(labels, path.read_text(encoding="utf-8").splitlines())

    def scores(self, features: Iterable[Feature]) -> list[Score]:
        """Score all labels, likeliest first; equal ones in the order of the labels."""
        totals = [0.0] * len(self.labels)
        spoken: list[dict[int, float]] = [{} for _ in self.labels]
        for i, weight in self._weights.get("", ()):
            totals[i] += weight
        for feature in features:
            for i, weight in self._weights.get(feature.name, ()):
                totals[i] += weight * feature.value
                said = spoken[i]
                said[feature.token] = said.get(feature.token, 0.0) + weight * feature.value
        scores = [
            Score(
                label, _chance(totals[i]), max(spoken[i], key=spoken[i].__getitem__, default=None)
            )
            for i, label in enumerate(self.labels)
        ]
        return sorted(scores, key=lambda score: -score.chance)


def word_features(tokens: Iterable[Token]) -> Iterator[Feature]:
    """Give the stems, compound parts, and beginnings and ends of words, each once."""
    seen: set[str] = set()
    for position, token in enumerate(tokens):
        for name in _names(token.standard, token.stem, token.parts):
            if name not in seen:
                seen.add(name)
                yield Feature(name, 1.0, position)


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


def _chance(total: float) -> float:
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))
