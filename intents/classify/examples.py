"""Examples: labelled messages, and those among them that a message is like.

A message is looked up letter for letter, and then beside the few examples that share its two
rarest words. However many examples there are, only so many are compared.
"""

import json
import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz, process

from intents.words import Words
from intents.words.folding import fold_text

FOLDER = Path(__file__).parent.parent / "examples"
_WORD = re.compile(r"[^\W_]\w*")
_APOSTROPHE = re.compile(r"['’´`](?<=\w.)(?=[^\W\d_])")
_RAREST = 2
"""So many of a message's rarest words must be there."""
_VISITS = 200
"""At most so many examples are looked at."""
_LIKE_LENGTH = 0.8
"""Shorter or longer ones are too unlike to be compared."""


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
    """All examples, ready to be looked up; kept by length, so that like ones lie together."""

    def __init__(self, examples: Iterable[Example]) -> None:
        told = list(examples)
        by_length = sorted(zip(keys([one.text for one in told]), told, strict=True), key=_length)
        self._all = [example for _, example in by_length]
        self._keys = [key for key, _ in by_length]
        self._lengths = list(map(len, self._keys))
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

    def nearest(self, words: Words, least: float) -> Likeness | None:
        """Give the most similar example that shares a rare word and is at least so like."""
        text = words.folded
        numbers = self._candidates(text)
        if not numbers:
            return None
        keys = [self._keys[number] for number in numbers]
        found = process.extractOne(
            text, keys, scorer=fuzz.token_sort_ratio, score_cutoff=100 * least
        )
        return Likeness(self._all[numbers[found[2]]], found[1] / 100) if found else None

    def _candidates(self, text: str) -> list[int]:
        """Give examples of like length that share the two rarest words, at most so many."""
        postings = self._postings
        counts = {word: len(postings[word]) for word in text.split() if word in postings}
        rarest = sorted(counts, key=counts.__getitem__)[:_RAREST]
        if not rarest:
            return []
        numbers, other = postings[rarest[0]], rarest[-1]
        first = bisect_left(self._lengths, _LIKE_LENGTH * len(text))
        last = bisect_right(self._lengths, len(text) / _LIKE_LENGTH)
        visited = numbers[bisect_left(numbers, first) : bisect_left(numbers, last)][:_VISITS]
        return [number for number in visited if other in self._keys[number]]


def _length(keyed: tuple[str, Example]) -> int:
    return len(keyed[0])


def keys(texts: Sequence[str]) -> list[str]:
    """Give the folded words of each text, as `Words.folded` has them.

    All are folded as one, which takes a tenth of the time.
    """
    if not texts:
        return []
    folded = fold_text("\n".join([" ".join(text.split()) for text in texts]))
    return [" ".join(_WORD.findall(line)) for line in _APOSTROPHE.sub("", folded).split("\n")]


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
