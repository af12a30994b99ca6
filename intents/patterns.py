"""Cue phrases: short patterns that keepers of the word lists can write and read.

A phrase is one or more words. A word with ``*`` stands for all words that begin so
(``demens*``), with ``*`` in front for all that end so (``*plan``), with ``=`` in front for
itself only (``=forte``); without, for the word and its inflected forms. ``..`` stands for up to
two words between. Case, accents and å/aa, ø/ö, æ/ä do not matter.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from intents.words import Token, Words, fold, stem

_STAR = "*"
_ONLY = "="
_GAP = ".."
_WIDEST_GAP = 2
_SHORTEST = 3
"""Patterns with ``*`` need so many letters."""
_LONGEST = 40
_REMEMBERED = 50_000


class PatternError(ValueError):
    """A phrase that cannot be looked up; the message says which and why."""


class Found(NamedTuple):
    """A phrase found in the text, in the tokens from `start` up to `end`."""

    label: str
    phrase: str
    weight: float
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Phrase:
    label: str
    text: str
    weight: float
    words: tuple[str, ...]


class Patterns:
    """Phrases with their labels, looked up together in time that grows with the text only."""

    def __init__(self, phrases: Iterable[tuple[str, str, float]]) -> None:
        """Take (label, phrase, weight) triples; raises `PatternError` for a bad phrase."""
        self._by_first: dict[str, list[_Phrase]] = defaultdict(list)
        self._known: dict[str, tuple[_Phrase, ...]] = {}
        for label, text, weight in phrases:
            self._add(_Phrase(label, text, weight, tuple(_folded(text))))

    def _add(self, phrase: _Phrase) -> None:
        first = phrase.words[0] if phrase.words else _GAP
        letters = first.strip(_STAR).removeprefix(_ONLY)
        if first == _GAP or (_STAR in first and len(letters) < _SHORTEST):
            raise PatternError(f"«{phrase.text}» must begin with a word of three letters or more")
        if any(_STAR in word.strip(_STAR) for word in phrase.words):
            raise PatternError(f"«{phrase.text}» has a star inside a word")
        keys = {first}
        if first.startswith(_STAR):
            keys.add(_STAR + stem(letters))
        elif not first.endswith(_STAR) and not first.startswith(_ONLY):
            keys = {stem(letters)}
        for key in keys:
            self._by_first[key].append(phrase)

    def find(self, words: Words) -> list[Found]:
        """Find all phrases, in the order of the text; one phrase may be found several times."""
        forms = [_forms(token) for token in words.tokens]
        found = []
        for start, here in enumerate(forms):
            phrases = {id(phrase): phrase for form in here for phrase in self._beginning(form)}
            for phrase in phrases.values():
                end = start + 1
                if len(phrase.words) > 1:
                    end = _match(phrase.words, forms, start)
                if end:
                    found.append(Found(phrase.label, phrase.text, phrase.weight, start, end))
        return found

    def _beginning(self, form: str) -> tuple[_Phrase, ...]:
        """Give the phrases whose first word fits the form; remembered for the next time."""
        phrases = self._known.get(form)
        if phrases is None:
            keys = dict.fromkeys(_keys(form[:_LONGEST]))
            phrases = tuple(phrase for key in keys for phrase in self._by_first.get(key, ()))
            if len(self._known) < _REMEMBERED:
                self._known[form] = phrases
        return phrases


def _keys(form: str) -> Iterator[str]:
    """Give all first words of patterns that would fit the form."""
    yield stem(form)
    yield _ONLY + form
    for end in range(_SHORTEST, len(form) + 1):
        yield form[:end] + _STAR
    for whole in dict.fromkeys((form, stem(form))):
        for start in range(len(whole) - _SHORTEST + 1):
            yield _STAR + whole[start:]


def _folded(text: str) -> Iterator[str]:
    for word in text.replace("-", " ").replace("'", "").split():
        if word == _GAP:
            yield _GAP
            continue
        begins, ends = word[:1] if word[:1] in {_STAR, _ONLY} else "", _STAR * word.endswith(_STAR)
        yield begins + fold(word.strip(_STAR).removeprefix(_ONLY)) + ends


def _forms(token: Token) -> tuple[str, ...]:
    """Give what a word may be called by: as typed, as meant, and the ends of a compound."""
    forms = [token.standard]
    if token.folded != token.standard:
        forms.append(token.folded)
    tail = ""
    for part in reversed(token.parts[1:]):
        tail = part + tail
        forms.append(tail)
    return tuple(forms)


def _match(pattern: tuple[str, ...], forms: list[tuple[str, ...]], start: int) -> int:
    """Give the end of the match that begins at `start`, or 0."""
    position, gap = start, 0
    for word in pattern:
        if word == _GAP:
            gap = _WIDEST_GAP
            continue
        reach = range(position, min(position + gap + 1, len(forms)))
        hit = next((i for i in reach if any(_fits(word, form) for form in forms[i])), None)
        if hit is None:
            return 0
        position, gap = hit + 1, 0
    return position


def _fits(word: str, form: str) -> bool:
    if word.endswith(_STAR):
        middle = word.strip(_STAR)
        return middle in form if word.startswith(_STAR) else form.startswith(middle)
    if word.startswith(_STAR):
        return form.endswith(word[1:]) or stem(form).endswith(stem(word[1:]))
    if word.startswith(_ONLY):
        return form == word[1:]
    return form == word or stem(form) == stem(word)
