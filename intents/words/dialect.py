"""Dialect and phone spelling: what a word stands for in the written language."""

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

from intents.lists import read_list
from intents.words.folding import fold, plain_spellings

DATA = Path(__file__).parent.parent / "data"

_RULES = (
    # Trøndersk and nordnorsk palatals: mainn, aill, heill, innj.
    ("ainn", "ann"),
    ("aill", "all"),
    ("eill", "ell"),
    ("einn", "enn"),
    ("oinn", "onn"),
    ("uinn", "unn"),
    ("aint", "ant"),
    ("nj", "n"),
    # Trøndersk æ where the written language has e: hjælp, sælskap, bæst.
    ("a", "e"),
    # Vestnorsk and nordnorsk hv, kv.
    ("kv", "hv"),
    # Norrbotten: dubbelskrivna och tjocka ljud.
    ("tj", "kj"),
    ("sch", "skj"),
    # Phone spelling.
    ("ch", "k"),
    ("ck", "kk"),
    ("w", "v"),
    ("z", "s"),
    ("qu", "kv"),
)
_ENDINGS = (
    # Apocope and dialect endings: kommun' → kommune, skoln → skolen, kontaktan → kontaktene.
    ("", "e"),
    ("", "er"),
    ("", "a"),
    ("n", "en"),
    ("t", "et"),
    ("an", "ene"),
    ("an", "ane"),
    ("an", "arna"),
    ("on", "a"),
    ("o", "a"),
    ("i", "e"),
    ("in", "en"),
    ("ann", "ene"),
    ("ane", "ene"),
    ("as", "es"),
    ("inga", "ingen"),
    ("e", ""),
)


@cache
def dialect_words() -> dict[str, str]:
    """Read the word lists of all languages: dialect word as spelt → folded written word."""
    words: dict[str, str] = {}
    for path in sorted(DATA.glob("*/dialect.yaml")):
        content = read_list(path)
        for written_, spoken in content["words"].items():
            words.update((word.lower(), fold(written_)) for word in spoken)
    return words


@cache
def _folded_words() -> dict[str, str]:
    return {fold(word): written_ for word, written_ in dialect_words().items() if len(word) > 2}


def listed(surface: str) -> str | None:
    """Give the folded written word for a dialect word that a list has, spelt as there."""
    return dialect_words().get(surface.lower())


def written(folded: str, known: Callable[[str], bool]) -> str | None:
    """Give the written word that `folded` stands for by a sound rule, if it is a `known` one."""
    return next((form for form in _candidates(folded) if known(form)), None)


def _candidates(folded: str) -> Iterator[str]:
    if folded in _folded_words():
        yield _folded_words()[folded]
    yield from plain_spellings(folded)
    for spoken, written_ in _RULES:
        if spoken in folded:
            yield folded.replace(spoken, written_)
    for spoken, written_ in _ENDINGS:
        if folded.endswith(spoken):
            yield folded[: len(folded) - len(spoken)] + written_
