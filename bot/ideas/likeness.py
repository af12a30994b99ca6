"""Like needs: which ideas speak of the same, by their words, theme and place.

Words are weighed by how seldom people use them (inverse document frequency: Spärck Jones, 1972),
so that «demens» says more than «prosjekt»; compounds count with their parts too. The few that share
most weight are then compared more closely.
"""

from array import array
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from math import log, sqrt
from typing import Final

import numpy as np
from rapidfuzz import fuzz

from intents.undertakings import is_place, is_undertaking
from intents.words import read, stem
from intents.words.vocabulary import vocabulary

_MESSAGES: Final = 10_000
"""About so many messages were counted for the vocabulary."""
_COMMON: Final = 0.01
"""Words in more than this share of messages say nothing of what one is about."""
_PART: Final = 0.7
"""What a part of a compound counts of a word of its own."""
_SINGLE: Final = 0.75
"""What it counts to have a single word in common."""
_UNDERTAKING: Final = 0.15
"""What «strategi» and «nettverk» count of a word that says what it is about."""
_CLOSER_LOOK: Final = 40
_WORDS, _SPELLING, _THEME, _PLACE = 0.65, 0.1, 0.25, 0.03
"""What each kind of likeness counts."""
ALIKE: Final = 0.36
"""From here on two are shown as alike."""


@dataclass(frozen=True, slots=True)
class Need:
    """What is compared of an idea."""

    id: int
    text: str
    themes: tuple[str, ...] = ()
    """The most important first."""
    municipality: str | None = None


@dataclass(frozen=True, slots=True)
class Like:
    """An idea that is like another, from 0 to 1."""

    id: int
    score: float


@dataclass(frozen=True, slots=True)
class _Entry:
    need: Need
    words: Mapping[str, float]
    """Weight by stem; of length 1 together."""
    spelt: str


class LikeNeeds:
    """Needs in memory, searched by likeness. To add one that is there replaces it."""

    def __init__(self) -> None:
        self._entries: list[_Entry | None] = []
        self._places: dict[int, int] = {}
        self._found_at: dict[str, array[int]] = {}
        self._weights: dict[str, array[float]] = {}

    def __len__(self) -> int:
        """How many there are."""
        return len(self._places)

    def add(self, need: Need) -> None:
        """Take a need in, or its new wording."""
        self.remove(need.id)
        entry, place = _entry(need), len(self._entries)
        self._entries.append(entry)
        self._places[need.id] = place
        for word, weight in entry.words.items():
            self._found_at.setdefault(word, array("Q")).append(place)
            self._weights.setdefault(word, array("f")).append(weight)

    def remove(self, need: int) -> None:
        """Let a need be found no more; one that is not there is no fault."""
        place = self._places.pop(need, None)
        if place is not None:
            self._entries[place] = None

    def like(self, need: Need, limit: int = 3) -> tuple[Like, ...]:
        """Give the needs most like one, without itself; the most alike first."""
        wanted = _entry(need)
        found = (
            Like(other.need.id, _alike(wanted, other, shared))
            for other, shared in self._nearest(wanted)
            if other.need.id != need.id
        )
        alike = (it for it in found if it.score >= ALIKE)
        return tuple(sorted(alike, key=lambda it: (-it.score, it.id))[:limit])

    def _nearest(self, wanted: _Entry) -> Iterator[tuple[_Entry, float]]:
        """Give those that share most weight of words, with how much (a cosine)."""
        known = [word for word in wanted.words if word in self._found_at]
        if not known:
            return
        places = np.concatenate([np.frombuffer(self._found_at[it], np.uint64) for it in known])
        weights = np.concatenate(
            [np.frombuffer(self._weights[it], np.float32) * wanted.words[it] for it in known]
        )
        shared = np.bincount(places.astype(np.intp), weights, len(self._entries))
        count = min(_CLOSER_LOOK, len(shared) - 1)
        nearest = np.argpartition(-shared, count)[: count + 1]
        for place in nearest:
            entry = self._entries[place]
            if entry and shared[place] > 0:
                yield entry, float(shared[place])


def _entry(need: Need) -> _Entry:
    words = _words(need.text)
    length = sqrt(sum(weight * weight for weight in words.values())) or 1.0
    spelt = " ".join(sorted(words))
    return _Entry(need, {word: weight / length for word, weight in words.items()}, spelt)


def _words(text: str) -> dict[str, float]:
    found: dict[str, float] = {}
    for token in read(text).tokens:
        if not token.folded.isalpha():
            continue
        forms = [(token.stem, 1.0), *((stem(part), _PART) for part in token.parts)]
        for word, share in forms:
            found[word] = max(found.get(word, 0.0), share * _weight(word))
    return {word: weight for word, weight in found.items() if weight}


def _alike(one: _Entry, other: _Entry, shared: float) -> float:
    spelling = fuzz.token_set_ratio(one.spelt, other.spelt) / 100
    themes, others = one.need.themes, other.need.themes
    theme = len({*themes} & {*others}) / max(len({*themes} | {*others}), 1)
    here = one.need.municipality is not None and one.need.municipality == other.need.municipality
    single = len(one.words.keys() & other.words.keys()) < 2
    words = shared * (_SINGLE if single else 1.0)
    return _WORDS * words + _SPELLING * spelling + _THEME * theme + _PLACE * here


@lru_cache(maxsize=65_536)
def _weight(word: str) -> float:
    """How much a stem says; 0 for what most people say whatever they are about."""
    count = _counts().get(word, 0)
    if len(word) < 2 or count > _MESSAGES * _COMMON or is_place(word):
        return 0.0
    seldom = log(_MESSAGES / (1 + count)) / log(_MESSAGES)
    return seldom * (_UNDERTAKING if is_undertaking(word) else 1.0)


@cache
def _counts() -> dict[str, int]:
    counts: dict[str, int] = {}
    for word, count in vocabulary().counts.items():
        counts[stem(word)] = counts.get(stem(word), 0) + count
    return counts
