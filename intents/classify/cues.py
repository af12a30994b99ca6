"""Cues: words and phrases that speak for something, the same name in every language.

A cue file is ``cues/<language>/<area>.yaml``. ``*`` stands for any letters at the start or the
end of a word. «frist*» matches «fristen», «*kurs» matches «nettkurs», and «hvor går jeg» matches
these three words in this order; the last parts of a compound are words as well. What a cue weighs
is learned from the examples; a word that is added to a cue weighs what the cue weighs, at once.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from intents.phrases import Kind, WordPattern
from intents.words import fold

FOLDER = Path(__file__).parent.parent / "cues"
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_KINDS: dict[tuple[bool, bool], Kind] = {
    (False, False): "is",
    (False, True): "begins",
    (True, False): "ends",
    (True, True): "inside",
}


class CueFileError(ValueError):
    """A cue file that cannot be used; the message names the file and the place in it."""


@dataclass(frozen=True, slots=True)
class Cue:
    """One line of a cue file."""

    name: str
    text: str
    words: tuple[WordPattern, ...]


def read_cues(folder: Path = FOLDER) -> Iterator[Cue]:
    """Read all cue files; raises `CueFileError` with file and cue for anything wrong."""
    for path in sorted(folder.glob("*/*.yaml")):
        yield from _read(path)


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
    words = tuple(map(_pattern, str(text).replace("-", " ").split()))
    plain = isinstance(text, (str, int)) and not isinstance(text, bool)
    if not plain or not words or not all(word.text for word in words):
        raise CueFileError(f"{path}: {name}: {text!r} is not a word or a phrase")
    return Cue(name, str(text), words)


@cache
def _pattern(part: str) -> WordPattern:
    """Fold a word as the words of a message are folded; ``*`` tells what may stand around it."""
    folded = fold(part.strip("*"))
    if not folded.isalnum():
        folded = "".join(filter(str.isalnum, folded))
    return WordPattern(folded, _KINDS[part.startswith("*"), part.endswith("*")])
