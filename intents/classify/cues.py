"""Cues: words and phrases that speak for something, the same name in every language.

A cue file is ``cues/<language>/<area>.yaml``. ``*`` stands for any letters at the start or the
end of a word. «frist*» matches «fristen», «*kurs» matches «nettkurs», and «hvor går jeg» matches
these three words in this order. What a cue weighs is learned from the examples; a word that is
added to a cue weighs what the cue weighs, at once.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from intents.words import Token, Words, fold

FOLDER = Path(__file__).parent.parent / "cues"
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_LONGEST_WORD = 40
"""Of longer words only the beginning is compared."""


class CueFileError(ValueError):
    """A cue file that cannot be used; the message names the file and the place in it."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A cue found in a message: tokens from `first` up to, not including, `end`."""

    name: str
    cue: str
    first: int
    end: int


@dataclass(frozen=True, slots=True)
class Cue:
    """One line of a cue file, split into folded words; ``*`` at an end is still there."""

    name: str
    text: str
    words: tuple[str, ...]


@dataclass(slots=True)
class _Patterns:
    """Single words by the way they are compared, phrases by their first word."""

    whole: dict[str, list[Cue]] = field(default_factory=dict)
    starts: dict[str, list[Cue]] = field(default_factory=dict)
    ends: dict[str, list[Cue]] = field(default_factory=dict)
    inside: dict[str, list[Cue]] = field(default_factory=dict)
    phrases: dict[tuple[str, str], list[Cue]] = field(default_factory=dict)
    """By their first two words; an empty one has a ``*``."""
    longest: int = 0
    """Letters of the longest beginning or end."""


class Cues:
    """All cues of all languages, ready to be looked for."""

    def __init__(self, cues: tuple[Cue, ...]) -> None:
        self._patterns = _Patterns()
        for cue in cues:
            self._add(cue)
        self._of_word = lru_cache(maxsize=16_384)(self._look_up)

    def find(self, words: Words) -> tuple[Hit, ...]:
        """Give every cue in the message, in the order of the words."""
        hits: list[Hit] = []
        tokens = words.tokens
        for place, token in enumerate(tokens):
            hits += (
                Hit(cue.name, cue.text, place, place + 1)
                for cue in self._of_word(token.folded, token.standard)
            )
            hits += self._phrases_at(tokens, place)
        return tuple(hits)

    def _add(self, cue: Cue) -> None:
        first = cue.words[0]
        if len(cue.words) > 1:
            start = tuple("" if "*" in word else word for word in cue.words[:2])
            self._patterns.phrases.setdefault((start[0], start[1]), []).append(cue)
            return
        table = {
            (False, False): self._patterns.whole,
            (False, True): self._patterns.starts,
            (True, False): self._patterns.ends,
            (True, True): self._patterns.inside,
        }[first.startswith("*"), first.endswith("*")]
        table.setdefault(first.strip("*"), []).append(cue)
        self._patterns.longest = max(self._patterns.longest, len(first.strip("*")))

    def _look_up(self, folded: str, standard: str) -> tuple[Cue, ...]:
        found: dict[str, Cue] = {}
        for word in {folded[:_LONGEST_WORD]: 0, standard[:_LONGEST_WORD]: 0}:
            for cue in self._matching(word):
                found.setdefault(cue.name, cue)
        return tuple(found.values())

    def _matching(self, word: str) -> Iterator[Cue]:
        patterns = self._patterns
        yield from patterns.whole.get(word, ())
        for end in range(min(len(word), patterns.longest), 0, -1):
            if word[:end] in patterns.starts:
                yield from patterns.starts[word[:end]]
        for start in range(max(0, len(word) - patterns.longest), len(word)):
            if word[start:] in patterns.ends:
                yield from patterns.ends[word[start:]]
        for part, cues in patterns.inside.items():
            if part in word:
                yield from cues

    def _phrases_at(self, tokens: tuple[Token, ...], place: int) -> Iterator[Hit]:
        if place + 1 == len(tokens):
            return
        token, after = tokens[place], tokens[place + 1]
        phrases = self._patterns.phrases
        for first in {token.folded: 0, token.standard: 0, "": 0}:
            for second in {after.folded: 0, after.standard: 0, "": 0}:
                for cue in phrases.get((first, second), ()):
                    end = place + len(cue.words)
                    if end <= len(tokens) and all(map(_same, cue.words, tokens[place:end])):
                        yield Hit(cue.name, cue.text, place, end)


def _same(pattern: str, token: Token) -> bool:
    return any(
        word == pattern
        or (pattern.endswith("*") and word.startswith(pattern[:-1]))
        or (pattern.startswith("*") and word.endswith(pattern[1:]))
        for word in (token.folded, token.standard)
    )


def load_cues(folder: Path = FOLDER) -> Cues:
    """Read all cue files; raises `CueFileError` with file and cue for anything wrong."""
    return Cues(tuple(cue for path in sorted(folder.glob("*/*.yaml")) for cue in _read(path)))


def _read(path: Path) -> Iterator[Cue]:
    try:
        content: Any = yaml.load(path.read_text(encoding="utf-8"), Loader=_LOADER)  # noqa: S506
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise CueFileError(f"{path}: not readable as YAML: {error}") from error
    if not isinstance(content, dict) or not isinstance(content.get("cues"), dict):
        raise CueFileError(f"{path}: «cues» must hold lists of words by name")
    for name, texts in content["cues"].items():
        if not isinstance(texts, list):
            raise CueFileError(f"{path}: {name}: must be a list of words")
        for text in texts:
            yield _cue(path, str(name), text)


def _cue(path: Path, name: str, text: object) -> Cue:
    words = tuple(_pattern(part) for part in str(text).replace("-", " ").split())
    if not isinstance(text, (str, int)) or isinstance(text, bool) or not all(words) or not words:
        raise CueFileError(f"{path}: {name}: {text!r} is not a word or a phrase")
    return Cue(name, str(text), words)


def _pattern(part: str) -> str:
    """Fold a word as the words of a message are folded, and keep its ``*``."""
    folded = "".join(letter for letter in fold(part.strip("*")) if letter.isalnum())
    if not folded:
        return ""
    return "*" * part.startswith("*") + folded + "*" * part.endswith("*")
