"""The vocabulary: words that the product has met, with their dictionary forms.

`intents/data/words.tsv` is made by `compile_words`, because the dictionaries behind it need
200 MB of memory and seconds to load, and the words that count here fit in one readable file.
"""

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache
from heapq import nlargest
from pathlib import Path

from intents.meaning import Language
from intents.words.folding import fold_text
from intents.words.stems import stem
from intents.words.tokens import tokenise

LANGUAGES: tuple[Language, ...] = ("nb", "nn", "sv", "en")
WORDS_FILE = Path(__file__).parent.parent / "data" / "words.tsv"
_FREQUENT = 12
_SHORT = 3


class Vocabulary:
    """Known words by folded form; read once, never changed."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._forms: dict[str, str] = {}
        self._spelt: dict[str, int] = {}
        self.counts: Counter[str] = Counter()
        self.parts: set[str] = set()
        self._ordinary: set[str] = set()
        rows = [line.split("\t", 2) for line in lines]
        # All are folded as one, which takes a fraction of the time.
        folded = fold_text("\n".join([word for word, _, _ in rows])).split("\n")
        for (word, count, forms), known in zip(rows, folded, strict=True):
            self._add(word, known, int(count), forms)

    def _add(self, word: str, folded: str, count: int, forms: str) -> None:
        self._forms[word] = forms
        self._spelt[word] = count
        if forms.strip():
            self._ordinary.add(folded)
        self.counts[folded] += count
        if len(folded) > _SHORT or (len(folded) == _SHORT and count >= _FREQUENT):
            self.parts.update((folded, stem(folded)))

    def __contains__(self, folded: object) -> bool:
        return folded in self.counts

    def ordinary(self, folded: str) -> bool:
        """Whether a dictionary has the folded word, in lower case, in any language."""
        return folded in self._ordinary

    def commonest(self, number: int) -> list[str]:
        """Give the words that were met most often, as spelt in lower case."""
        return nlargest(number, self._spelt, key=self._spelt.__getitem__)

    def lemma(self, word: str, language: Language) -> str | None:
        """Give the dictionary form of a word as spelt, in one language, in its own letters."""
        forms = self._forms.get(word.lower())
        return forms.split("\t")[LANGUAGES.index(language)] or None if forms else None


@cache
def vocabulary() -> Vocabulary:
    """Read the shipped vocabulary, once."""
    lines = WORDS_FILE.read_text(encoding="utf-8").splitlines()
    return Vocabulary(line for line in lines if line and not line.startswith("#"))


def compile_words(texts: Iterable[str], cue_words: Iterable[str] = ()) -> str:
    """Make the text of `words.tsv` from labelled messages and cue words.

    A word is kept when a dictionary has it, when it is a cue, or when it is written three
    times; so that single misspellings do not become words. Needs simplemma and seconds.
    """
    counts = Counter(
        surface.lower() for text in texts for surface, _, _ in tokenise(text) if _is_word(surface)
    )
    cues = {word.lower() for word in cue_words if _is_word(word)}
    lines = ["# word\tcount\tnb\tnn\tsv\ten: dictionary forms, empty where a language lacks it"]
    for word in sorted(counts.keys() | cues):
        lemmas = [_look_up(word, language) for language in LANGUAGES]
        if any(lemmas) or word in cues or counts[word] >= _SHORT:
            lines.append("\t".join((word, str(counts[word]), *lemmas)))
    return "\n".join(lines) + "\n"


def _is_word(text: str) -> bool:
    return re.fullmatch(r"[^\W\d_]{1,40}", text) is not None


def _look_up(word: str, language: Language) -> str:
    import simplemma  # noqa: PLC0415 -- only the offline step may pay for its dictionaries

    if not simplemma.is_known(word, lang=language):
        return ""
    return str(simplemma.lemmatize(word, lang=language))
