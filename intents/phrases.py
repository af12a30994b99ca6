"""Phrases: sequences of word patterns, all looked for together in one pass over a text."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Generic, Literal, NamedTuple, TypeVar

from intents.words import Words, stem

T = TypeVar("T")

Kind = Literal["is", "inflected", "begins", "ends", "ends_inflected", "inside"]
Forms = Callable[[str, str, tuple[str, ...]], Sequence[str]]
_WIDEST_GAP = 2
_LONGEST = 40
"""Of longer words only the beginning is compared."""


class WordPattern(NamedTuple):
    """What one word of a phrase must be like."""

    text: str
    """Folded."""
    kind: Kind = "is"
    after_gap: bool = False
    """Whether up to two other words may stand before it."""


Match = tuple[T, int, int]
"""What a phrase was added with, and the tokens that it was found in: from the first up to, not
including, the second number."""


class _Step(NamedTuple):
    pattern: int
    reach: int
    """How many words further on it may stand."""


Steps = tuple[_Step, ...]


class _Seen(NamedTuple, Generic[T]):
    """What a word of a text fits, wherever it stands."""

    patterns: frozenset[int]
    alone: tuple[T, ...]
    """Of the phrases of one word."""
    opened: dict[int, list[tuple[Steps, T]]]
    """The phrases that it may begin, by what the next word must fit."""
    gapped: list[tuple[Steps, T]]
    """Those that may have other words in between."""


class Phrases(Generic[T]):
    """Phrases with values; a look-up takes time that grows with the text only."""

    def __init__(self, forms: Forms) -> None:
        """Take what a word may be called by, given its `folded`, `standard` and `parts`."""
        self._forms = forms
        self._index = _Index()
        self._phrases: dict[int, list[tuple[Steps, T]]] = defaultdict(list)
        self._of_word = lru_cache(maxsize=16_384)(self._look_up)

    def add(self, patterns: Iterable[WordPattern], value: T) -> None:
        """Add a phrase; do so before anything is looked up."""
        first, *rest = (
            _Step(self._index.add(text, kind), 1 + _WIDEST_GAP * after_gap)
            for text, kind, after_gap in patterns
        )
        self._phrases[first.pattern].append((tuple(rest), value))

    def find(self, words: Words) -> list[Match[T]]:
        """Find all phrases, in the order of the text."""
        of_word = self._of_word
        seen = [of_word(token.folded, token.standard, token.parts) for token in words.tokens]
        found: list[Match[T]] = []
        for start, (_, alone, opened, gapped) in enumerate(seen):
            if alone:
                found += [(value, start, start + 1) for value in alone]
            if opened and start + 1 < len(seen):
                for pattern in opened.keys() & seen[start + 1].patterns:
                    found += _ended(opened[pattern], seen, start)
            if gapped:
                found += _ended(gapped, seen, start)
        for start, token in words.joined:
            alone = of_word(token.folded, token.standard, token.parts).alone
            found += [(value, start, start + 2) for value in alone]
        return found

    def _look_up(self, folded: str, standard: str, parts: tuple[str, ...]) -> _Seen[T]:
        forms = dict.fromkeys(form[:_LONGEST] for form in self._forms(folded, standard, parts))
        patterns = dict.fromkeys(number for form in forms for number in self._index.fitting(form))
        alone: list[T] = []
        opened: dict[int, list[tuple[Steps, T]]] = {}
        gapped: list[tuple[Steps, T]] = []
        for number in patterns:
            for steps, value in self._phrases.get(number, ()):
                if not steps:
                    alone.append(value)
                elif steps[0].reach > 1:
                    gapped.append((steps, value))
                else:
                    opened.setdefault(steps[0].pattern, []).append((steps, value))
        return _Seen(frozenset(patterns), tuple(alone), opened, gapped)


class _Table:
    """Word patterns of one kind, by their text."""

    def __init__(self) -> None:
        self._numbers: dict[str, list[int]] = {}
        self._longest = 0

    def add(self, text: str, number: int) -> None:
        if number not in self._numbers.setdefault(text, []):
            self._numbers[text].append(number)
            self._longest = max(self._longest, len(text))

    def same(self, form: str) -> Sequence[int]:
        return self._numbers.get(form, ())

    def at_start(self, form: str) -> list[int]:
        same, longest = self._numbers.get, min(len(form), self._longest)
        return [number for size in range(longest, 0, -1) for number in same(form[:size], ())]

    def at_end(self, form: str) -> list[int]:
        if not form.endswith(tuple(self._numbers)):
            return []
        same, first = self._numbers.get, max(0, len(form) - self._longest)
        return [number for start in range(first, len(form)) for number in same(form[start:], ())]

    def within(self, form: str) -> list[int]:
        return [number for text in self._numbers if text in form for number in self._numbers[text]]


class _Index:
    """Word patterns by number, grouped so that a look-up meets few of them."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[str, Kind], int] = {}
        self._tables: dict[Kind, _Table] = defaultdict(_Table)

    def add(self, text: str, kind: Kind) -> int:
        """Give the number of a pattern, the same for the same one."""
        known = self._numbers.get((text, kind))
        if known is not None:
            return known
        number = self._numbers[text, kind] = len(self._numbers)
        table = self._tables[kind]
        if kind != "inflected":
            table.add(text, number)
        if kind in {"inflected", "ends_inflected"}:
            table.add(stem(text), number)
        return number

    def fitting(self, form: str) -> list[int]:
        """Give the patterns that a word fits."""
        tables, root = self._tables, stem(form)
        return [
            *tables["is"].same(form),
            *tables["inflected"].same(root),
            *tables["begins"].at_start(form),
            *tables["ends"].at_end(form),
            *tables["ends_inflected"].at_end(form),
            *tables["ends_inflected"].at_end(root),
            *tables["inside"].within(form),
        ]


def _ended(
    phrases: Sequence[tuple[Steps, T]], seen: Sequence[_Seen[T]], start: int
) -> Iterator[Match[T]]:
    for steps, value in phrases:
        end = _end(steps, seen, start + 1)
        if end:
            yield value, start, end


def _end(steps: Steps, seen: Sequence[_Seen[T]], position: int) -> int:
    """Give the end of the match whose next word is at `position`, or 0."""
    for pattern, reach in steps:
        for at in range(position, min(position + reach, len(seen))):
            if pattern in seen[at].patterns:
                position = at + 1
                break
        else:
            return 0
    return position
