"""Stems: the part of a folded word that its inflected forms share, in all four languages."""

from functools import lru_cache

_ENDINGS = (
    *("arnas", "ernas", "ornas"),
    *("arna", "erna", "orna", "enes", "anes", "anas"),
    *("ene", "ane", "ana", "ens", "ets", "ers", "ars", "ors", "nes"),
    *("en", "et", "er", "ar", "or", "as", "es", "ne"),
    *("a", "e", "s"),
)
_SHORTEST_STEM = 4


@lru_cache(maxsize=32_768)
def stem(folded: str) -> str:
    """Cut one inflectional ending: «hjemmetjenesten», «hjemmetjeneste» → «hjemmetjenest».

    The longest ending that leaves at least four letters is cut; it is rough on purpose, since
    both sides of every comparison go through it.
    """
    for ending in _ENDINGS:
        if len(folded) - len(ending) >= _SHORTEST_STEM and folded.endswith(ending):
            return folded[: -len(ending)]
    return folded
