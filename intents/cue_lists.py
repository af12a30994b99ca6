"""Cue lists: files in which keepers write what people say, one list per label and language."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from intents.linear import Feature
from intents.lists import read_list
from intents.meaning import Language
from intents.patterns import PatternError, Patterns
from intents.words import Words

DATA = Path(__file__).parent / "data"
LANGUAGES: tuple[Language, ...] = ("nb", "nn", "sv", "en")
_KIN: dict[str, frozenset[str]] = {
    "nb": frozenset({"nb", "nn"}),
    "nn": frozenset({"nb", "nn"}),
    "sv": frozenset({"sv"}),
    "en": frozenset({"en"}),
}
_STRENGTHS = ("strong", "weak")
_FOREIGN = 0.3
"""How much a cue of another language counts; people mix languages."""
_LABEL = 2.0
"""How much more a label counts than the cue that speaks for it: most cues are seldom seen."""
_AGAIN = 0.5
"""How much each further cue for the same label counts."""


class CueListError(ValueError):
    """A cue list that cannot be used; the message names file, label and cue."""


def cue_features(words: Words, kind: str, language: Language) -> Iterator[Feature]:
    """Give what the cue lists of a kind (``themes``, ``needs``) find in the text.

    A cue gives two features: how strongly its label is spoken for, and the cue itself, so that
    weights can be learned for both.
    """
    spoken: set[tuple[str, int]] = set()
    labels: set[str] = set()
    for found in cue_patterns(kind).find(words):
        of, label, strength = found.label.split("|")
        value = 1.0 if of in _KIN[language] else _FOREIGN
        yield Feature(f"c={found.phrase}={label}", value, found.start)
        if (label, found.start) not in spoken:
            again = _AGAIN if label in labels else 1.0
            spoken.add((label, found.start))
            labels.add(label)
            yield Feature(f"l={label}={strength}", _LABEL * value * again, found.start)


@cache
def cue_patterns(kind: str) -> Patterns:
    """Read the lists of all languages; labels of what is found are ``language|label|strength``."""
    try:
        return Patterns(_phrases(kind))
    except PatternError as error:
        raise CueListError(f"intents/data/*/{kind}.yaml: {error}") from error


def cue_words(kind: str) -> Iterator[str]:
    """Give all words of the lists, without stars, for the vocabulary."""
    for _, phrase, _ in _phrases(kind):
        if "*" not in phrase:
            yield from phrase.split()


def _phrases(kind: str) -> Iterator[tuple[str, str, float]]:
    for language in LANGUAGES:
        path = DATA / language / f"{kind}.yaml"
        content = read_list(path)
        for label, lists in content[kind].items():
            for strength in _STRENGTHS:
                for phrase in lists.get(strength, "").split(","):
                    if phrase.strip():
                        yield f"{language}|{label}|{strength}", phrase.strip(), 1.0
