"""Cue lists: files in which keepers write what people say, one list per label and language."""

from collections.abc import Iterator
from pathlib import Path

from intents.lists import read_list
from intents.meaning import Language

DATA = Path(__file__).parent / "data"
LANGUAGES: tuple[Language, ...] = ("nb", "nn", "sv", "en")
_KINDS = {"themes": "theme", "needs": "need"}
"""The files, and what their labels begin with."""
_STRENGTHS = ("strong", "weak")


def key_phrases() -> Iterator[tuple[str, str]]:
    """Read the lists of themes and needs of all languages as (label, phrase).

    Labels are such as ``theme:education|strong``; a phrase that several languages have comes once.
    """
    yield from dict.fromkeys((label, phrase) for kind in _KINDS for label, phrase in _phrases(kind))


def cue_words(kind: str) -> Iterator[str]:
    """Give all words of the lists of a kind, without stars, for the vocabulary."""
    for _, phrase in _phrases(kind):
        if "*" not in phrase:
            yield from phrase.split()


def _phrases(kind: str) -> Iterator[tuple[str, str]]:
    for language in LANGUAGES:
        path = DATA / language / f"{kind}.yaml"
        for label, lists in read_list(path)[kind].items():
            for strength in _STRENGTHS:
                for phrase in filter(None, map(str.strip, lists.get(strength, "").split(","))):
                    yield f"{_KINDS[kind]}:{label}|{strength}", phrase
