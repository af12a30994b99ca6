"""Stems: the part of a folded word that its inflected forms share, in all four languages."""

from functools import lru_cache

_ENDINGS = (
    frozenset({"arnas", "ernas", "ornas"}),
    frozenset({"arna", "erna", "orna", "enes", "anes", "anas"}),
    frozenset({"ene", "ane", "ana", "ens", "ets", "ers", "ars", "ors", "nes"}),
    frozenset({"en", "et", "er", "ar", "or", "as", "es", "ne"}),
    frozenset({"a", "e", "s"}),
)
"""By length, the longest first."""
_SHORTEST_STEM = 4


@lru_cache(maxsize=32_768)
def stem(folded: str) -> str:
    """Cut one inflectional ending: «hjemmetjenesten», «hjemmetjeneste» → «hjemmetjenest».

    The longest ending that leaves at least four letters is cut; it is rough on purpose, since
    both sides of every comparison go through it.
    """
    for size, endings in zip(range(len(_ENDINGS), 0, -1), _ENDINGS, strict=True):
        if len(folded) - size >= _SHORTEST_STEM and folded[-size:] in endings:
            return folded[:-size]
    return folded
