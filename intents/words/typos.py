"""Typing errors: the known word that a misspelt one most likely stands for."""

from collections import defaultdict
from functools import cache, lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from intents.words.vocabulary import vocabulary

_SHORTEST = 5
_LONGEST = 40
_TWO_EDITS_FROM = 9


@cache
def _by_edges() -> dict[str, list[str]]:
    """Known words by first letter and length and by the last three letters: an error seldom
    touches both ends."""
    groups: dict[str, list[str]] = defaultdict(list)
    for word in vocabulary().counts:
        if len(word) >= _SHORTEST - 1:
            groups[f"{word[0]}{len(word)}"].append(word)
            groups["-" + word[-3:]].append(word)
    return groups


@lru_cache(maxsize=16_384)
def correct(folded: str) -> str | None:
    """Give the known word one edit away (two from nine letters), the commonest if several."""
    if not _SHORTEST <= len(folded) <= _LONGEST:
        return None
    edits = 2 if len(folded) >= _TWO_EDITS_FROM else 1
    groups = _by_edges()
    sizes = range(len(folded) - edits, len(folded) + edits + 1)
    words = [word for size in sizes for word in groups.get(f"{folded[0]}{size}", ())]
    words += groups.get("-" + folded[-3:], ())
    found = process.extract(folded, words, scorer=OSA.distance, score_cutoff=edits, limit=None)
    if not found:
        return None
    counts = vocabulary().counts
    return min(found, key=lambda hit: (hit[1], -counts[hit[0]], hit[0]))[0]
