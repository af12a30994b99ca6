"""Likeness of names: which one-word names a misspelt word may stand for."""

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

_SHORTEST = 5
_SHORTEST_CUT = 4
_MISSING_LETTERS = 3
_LETTERS_PER_EDIT = 4
_SOUNDS = (("ch", "k"), ("ck", "k"), ("x", "ks"), ("c", "k"), ("w", "v"), ("z", "s"), ("th", "t"))
_DOUBLE = re.compile(r"(.)\1+")
_ENOUGH = 8


def sound(folded: str) -> str:
    """Give one spelling for what is said alike: «jockmock» and «jokkmokk» → jokmok."""
    for written, spoken in _SOUNDS:
        folded = folded.replace(written, spoken)
    return _DOUBLE.sub(r"\1", folded)


class LikeNames:
    """Folded one-word names, grouped so that a look-up meets few of them."""

    def __init__(self, words: Iterable[str]) -> None:
        self._groups: dict[str, list[str]] = defaultdict(list)
        self.near = lru_cache(maxsize=4_096)(self._near)
        for word in words:
            if len(word) >= _SHORTEST - 1:
                self._groups[f"{word[0]}{len(word)}"].append(word)
                self._groups["+" + word[:_SHORTEST_CUT]].append(word)
                self._groups["-" + word[-3:]].append(word)
                self._groups["~" + sound(word)].append(word)

    def _near(self, folded: str) -> tuple[tuple[str, int], ...]:
        """Give names with their edits (a letter changed, left out, added, or two swapped).

        One edit in each four letters at most, or two where both sound alike («kaliks», Kalix);
        nearest first. An error in the first letter and one in the last three are not looked
        for together.
        """
        if len(folded) < _SHORTEST:
            return ()
        cutoff = max(2, len(folded) // _LETTERS_PER_EDIT)
        lengths = range(len(folded) - cutoff, len(folded) + cutoff + 1)
        keys = [f"{folded[0]}{length}" for length in lengths]
        keys += ["-" + folded[-3:], "~" + sound(folded)]
        group = [word for key in keys for word in self._groups.get(key, ())]
        found = process.extract(
            folded,
            dict.fromkeys(group).keys(),
            scorer=OSA.distance,
            score_cutoff=cutoff,
            limit=_ENOUGH,
        )
        return tuple(
            (word, int(edits))
            for word, edits, _ in found
            if edits * _LETTERS_PER_EDIT <= len(folded) or sound(word) == sound(folded)
        )

    def cut_short(self, folded: str) -> list[str]:
        """Give names that go on where `folded` stops: «levang» → levanger."""
        if len(folded) < _SHORTEST_CUT:
            return []
        longest = len(folded) + (_MISSING_LETTERS if len(folded) >= _SHORTEST else 1)
        return [
            word
            for word in self._groups.get("+" + folded[:_SHORTEST_CUT], ())
            if word.startswith(folded) and len(folded) < len(word) <= longest
        ]
