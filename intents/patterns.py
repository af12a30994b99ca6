"""Cue phrases: short patterns that keepers of the word lists can write and read.

A phrase is one or more words. A word with ``*`` stands for all words that begin so
(``demens*``), with ``*`` in front for all that end so (``*plan``), with ``=`` in front for
itself only (``=forte``); without, for the word and its inflected forms. ``..`` stands for up to
two words between. Case, accents and å/aa, ø/ö, æ/ä do not matter.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from intents.phrases import Kind, Phrases, WordPattern
from intents.words import Words, fold

_STAR = "*"
_ONLY = "="
_GAP = ".."
_SHORTEST = 3
"""Patterns with ``*`` need so many letters."""


class PatternError(ValueError):
    """A phrase that cannot be looked up; the message says which and why."""


class Found(NamedTuple):
    """A phrase found in the text, in the tokens from `start` up to `end`."""

    label: str
    phrase: str
    weight: float
    start: int
    end: int


class Patterns:
    """Phrases with their labels, looked up together in time that grows with the text only."""

    def __init__(self, phrases: Iterable[tuple[str, str, float]]) -> None:
        """Take (label, phrase, weight) triples; raises `PatternError` for a bad phrase."""
        self._phrases: Phrases[tuple[str, str, float]] = Phrases(forms)
        for label, text, weight in phrases:
            self._phrases.add(tuple(word_patterns(text)), (label, text, weight))

    def find(self, words: Words) -> list[Found]:
        """Find all phrases, in the order of the text; one phrase may be found several times."""
        return [Found(*value, start, end) for value, start, end in self._phrases.find(words)]


def word_patterns(text: str) -> Iterator[WordPattern]:
    """Give what each word of a phrase must be like; raises `PatternError`."""
    words = text.replace("-", " ").replace("'", "").split()
    letters = words[0].strip(_STAR).removeprefix(_ONLY) if words else ""
    if not letters or words[0] == _GAP or (_STAR in words[0] and len(letters) < _SHORTEST):
        raise PatternError(f"«{text}» must begin with a word of three letters or more")
    gap = False
    for word in words:
        if _STAR in word.strip(_STAR):
            raise PatternError(f"«{text}» has a star inside a word")
        if word != _GAP:
            yield _pattern(word, after_gap=gap)
        gap = word == _GAP


def _pattern(word: str, *, after_gap: bool) -> WordPattern:
    letters = fold(word.strip(_STAR).removeprefix(_ONLY))
    if word.startswith(_ONLY):
        return WordPattern(letters, "is", after_gap)
    if word.endswith(_STAR):
        kind: Kind = "inside" if word.startswith(_STAR) else "begins"
    else:
        kind = "ends_inflected" if word.startswith(_STAR) else "inflected"
    return WordPattern(letters, kind, after_gap)


def forms(folded: str, standard: str, parts: tuple[str, ...]) -> tuple[str, ...]:
    """Give what a word may be called by: as meant, as typed, and the ends of a compound."""
    ends, tail = [], ""
    for part in reversed(parts[1:]):
        tail = part + tail
        ends.append(tail)
    return (standard, folded, *ends)
