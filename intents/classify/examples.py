"""Examples: labelled messages, and those among them that a message is like.

A message is looked up letter for letter, and then beside the few examples that share its rarest
words. However many examples there are, only so many are compared.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz

from intents.words import Words, fold
from intents.words.tokens import tokenise

FOLDER = Path(__file__).parent.parent / "examples"
_VISITS = 300
"""At most so many places in the index are visited for one message."""
_COMPARED = 30
"""At most so many examples are compared with one message."""


class ExampleFileError(ValueError):
    """A file of examples that cannot be used; the message names the file and the line."""


@dataclass(frozen=True, slots=True)
class Example:
    """A message and what it means."""

    text: str
    intent: str
    lang: str | None = None


@dataclass(frozen=True, slots=True)
class Likeness:
    """An example and how like it a message is, 0 to 1."""

    example: Example
    score: float


class Examples:
    """All examples, ready to be looked up."""

    def __init__(self, examples: Iterable[Example]) -> None:
        self._all = tuple(examples)
        self._keys = [key(example.text) for example in self._all]
        self._exact: dict[str, int] = {}
        self._postings: dict[str, list[int]] = defaultdict(list)
        for number, folded in enumerate(self._keys):
            self._exact.setdefault(folded, number)
            for word in set(folded.split()):
                self._postings[word].append(number)

    def __len__(self) -> int:
        return len(self._all)

    def exact(self, words: Words) -> Example | None:
        """Give the example with the same words, if any."""
        number = self._exact.get(words.folded)
        return None if number is None else self._all[number]

    def nearest(self, words: Words, count: int = 5) -> tuple[Likeness, ...]:
        """Give the most similar examples, most similar first."""
        text = words.folded
        ranked = sorted(
            (
                Likeness(self._all[number], fuzz.token_sort_ratio(text, self._keys[number]) / 100)
                for number in self._candidates(text)
            ),
            key=lambda likeness: -likeness.score,
        )
        return tuple(ranked[:count])

    def _candidates(self, text: str) -> list[int]:
        """Give the examples that share the rarest words, most of them first."""
        lists = sorted(
            (self._postings[word] for word in set(text.split()) if word in self._postings), key=len
        )
        weights: dict[int, float] = {}
        visits = 0
        for postings in lists:
            visits += min(len(postings), _VISITS)
            for number in postings[:_VISITS]:
                weights[number] = weights.get(number, 0.0) + 1 / len(postings) ** 0.5
            if visits > _VISITS:
                break
        return sorted(weights, key=lambda number: (-weights[number], number))[:_COMPARED]


def key(text: str) -> str:
    """Give the folded words of a text, as they are compared."""
    folded = (fold(raw.surface) for raw in tokenise(text))
    return " ".join(word.replace("'", "").replace("’", "") for word in folded if word)


def load_examples(paths: Iterable[Path] | None = None) -> tuple[Example, ...]:
    """Read files of labelled messages, one JSON object a line; all in the folder by default.

    Raises `ExampleFileError` naming file and line.
    """
    files = sorted(FOLDER.glob("*.jsonl")) if paths is None else paths
    return tuple(example for path in files for example in read_examples(path))


def read_examples(path: Path) -> Iterator[Example]:
    """Read one file; lines without an intent are passed over."""
    for number, row in rows(path):
        text, intent, lang = row.get("text"), row.get("intent"), row.get("lang")
        if not isinstance(text, str):
            raise ExampleFileError(f"{path}, line {number}: «text» is missing")
        if intent is None:
            continue
        if not isinstance(intent, str) or not intent:
            raise ExampleFileError(f"{path}, line {number}: «intent» is not a name")
        yield Example(text, intent, lang if isinstance(lang, str) else None)


def rows(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """Give line numbers and objects of a JSONL file."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except UnicodeDecodeError as error:
        raise ExampleFileError(f"{path}: not UTF-8: {error}") from error
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError as error:
            raise ExampleFileError(f"{path}, line {number}: not JSON: {error}") from error
        if not isinstance(row, dict):
            raise ExampleFileError(f"{path}, line {number}: not a JSON object")
        yield number, row
