"""Words that say little of what somebody needs: the sort of work, and where it is done."""

from functools import cache
from pathlib import Path

from intents.lists import read_list
from intents.places import ordinary_names, outside_names
from intents.words import fold, stem

_FILE = Path(__file__).with_name("data") / "undertakings.yaml"


def is_undertaking(folded: str) -> bool:
    """Whether a folded word or stem names a sort of work: «strategi», «prosjekt», «nettverk»."""
    return _listed("words", folded)


def is_place(folded: str) -> bool:
    """Whether a folded word or stem names a municipality or a region and nothing else."""
    return folded in _municipalities() or _listed("places", folded)


def _listed(kind: str, folded: str) -> bool:
    whole, beginnings = _lists()[kind]
    return folded in whole or folded.startswith(beginnings)


@cache
def _lists() -> dict[str, tuple[frozenset[str], tuple[str, ...]]]:
    """Give each list as whole words with their stems, and beginnings of words."""
    content = read_list(_FILE)
    found = {}
    for kind in ("words", "places"):
        words = [fold(word) for line in content[kind] for word in line.split()]
        whole = {it for word in words if not word.endswith("*") for it in (word, stem(word))}
        beginnings = tuple(word[:-1] for word in words if word.endswith("*"))
        found[kind] = (frozenset(whole), beginnings)
    return found


@cache
def _municipalities() -> frozenset[str]:
    names = {fold(name.text) for name in outside_names()}
    return frozenset(it for name in names for it in (name, stem(name))) - ordinary_names()
