"""Compounds: «hjemmetjenesteteknologi» → hjemmetjeneste + teknologi."""

from functools import lru_cache

from intents.words.stems import stem
from intents.words.vocabulary import vocabulary

_SHORTEST = 3
_LONGEST = 60
_LINKS = ("", "s", "e", "es")


@lru_cache(maxsize=16_384)
def split(folded: str) -> tuple[str, ...]:
    """Give the folded parts of a compound, or () when it is none.

    Parts must be known words; a linking -s- or -e- is left out. Of several ways the one with
    the longest last part wins, since the last part says what the thing is; first parts may be
    compounds in turn.
    """
    if not 2 * _SHORTEST < len(folded) <= _LONGEST:
        return ()
    parts = vocabulary().parts
    for start in range(_SHORTEST, len(folded) - _SHORTEST + 1):
        first = _first_part(folded[:start])
        if first:
            last = folded[start:]
            if last in parts or stem(last) in parts:
                return (*(split(first) or (first,)), last)
    return ()


def _first_part(folded: str) -> str | None:
    parts = vocabulary().parts
    for link in _LINKS:
        if folded.endswith(link):
            bare = folded[: len(folded) - len(link)]
            if len(bare) >= _SHORTEST and bare in parts:
                return bare
    return None
