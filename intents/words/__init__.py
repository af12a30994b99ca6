"""The words of a message: read once, then used by every stage of understanding."""

from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from intents.meaning import Language, Span
from intents.words.compounds import split
from intents.words.dialect import listed, written
from intents.words.folding import fold
from intents.words.stems import stem
from intents.words.tokens import tokenise
from intents.words.typos import correct
from intents.words.vocabulary import vocabulary

__all__ = ["LONGEST_TEXT", "Token", "Words", "fold", "lemma", "read", "stem"]

LONGEST_TEXT = 20_000
_GUESSES = 60
"""At most so many unknown words of one text are looked up by their likeness."""
_LONGEST_WORD = 60
_SHORTEST_PART = 3
"""Of a compound that was written apart."""


class Token(NamedTuple):
    """One word of the text. All but `surface` are folded (see `fold`) and only for matching."""

    surface: str
    """As typed."""
    folded: str
    span: Span
    standard: str
    """The written word: `folded`, or what a dialect word or a misspelling stands for."""
    stem: str
    """`standard` without its ending."""
    parts: tuple[str, ...]
    """The parts if `standard` is a compound, else ()."""
    starts_sentence: bool
    """Whether a capital letter would mean nothing here."""

    @property
    def capital(self) -> bool:
        """Whether it has a capital letter that its place does not explain."""
        return not self.starts_sentence and self.surface[0].isupper()


@dataclass(frozen=True, slots=True)
class Words:
    """A text and its words, in order."""

    text: str
    """As typed, at most `LONGEST_TEXT` characters of it."""
    clipped: bool
    tokens: tuple[Token, ...]
    joined: tuple[tuple[int, Token], ...]
    """Known compounds that were written apart, and the place of their first part:
    «forsknings midler» → forskningsmidler."""

    @property
    def folded(self) -> str:
        """All folded words with one space between."""
        return " ".join(token.folded for token in self.tokens)

    @property
    def standard(self) -> str:
        """All words in their written form, folded, with one space between."""
        return " ".join(token.standard for token in self.tokens)


def read(text: str) -> Words:
    """Read any string, in time that grows with its length only."""
    clipped = text[:LONGEST_TEXT]
    tokens: list[Token] = []
    guesses = _GUESSES
    for surface, span, starts_sentence in tokenise(clipped):
        folded, standard, root, parts, known = _word(surface)
        if not known and guesses:
            guesses -= 1
            folded, standard, root, parts, _ = _guessed(folded)
        if folded:
            tokens.append(Token(surface, folded, span, standard, root, parts, starts_sentence))
    return Words(clipped, len(text) > LONGEST_TEXT, tuple(tokens), _joined(clipped, tokens))


def lemma(token: Token, language: Language) -> str:
    """Give the dictionary form to show to people: «hjemmetjenesten» → «hjemmetjeneste»."""
    return vocabulary().lemma(token.surface, language) or token.surface.lower()


class _Word(NamedTuple):
    """What is known about a word wherever it stands; see `Token`."""

    folded: str
    standard: str
    stem: str
    parts: tuple[str, ...]
    known: bool
    """False where a guess may tell what it stands for."""


@lru_cache(maxsize=16_384)
def _word(surface: str) -> _Word:
    folded = fold(surface).replace("'", "").replace("’", "")
    known = listed(surface) or _known(folded)
    return _analysed(folded, known or folded, known=known is not None)


def _analysed(folded: str, standard: str, *, known: bool = True) -> _Word:
    return _Word(folded, standard, stem(standard), split(standard), known)


def _known(folded: str) -> str | None:
    """Give `folded` itself where no guess is called for."""
    if len(folded) > _LONGEST_WORD or len(folded) < 3 or not folded.isalpha():
        return folded
    return folded if folded in vocabulary() else None


@lru_cache(maxsize=16_384)
def _guessed(folded: str) -> _Word:
    return _analysed(folded, _guess(folded) or folded)


def _guess(folded: str) -> str | None:
    if stem(folded) in vocabulary().parts:
        return folded
    spoken = written(folded, vocabulary().__contains__)
    if spoken:
        return spoken
    return folded if split(folded) else correct(folded)


def _joined(text: str, tokens: list[Token]) -> tuple[tuple[int, Token], ...]:
    """Find neighbours that make a known word together, with a space or hyphen between."""
    known, found = vocabulary().counts, []
    for place, (left, right) in enumerate(pairwise(tokens)):
        together = left.folded + right.folded
        if (
            together in known
            and right.span[0] - left.span[1] == 1
            and len(left.folded) >= _SHORTEST_PART
            and len(right.folded) >= _SHORTEST_PART
            and len(together) <= _LONGEST_WORD
        ):
            span = (left.span[0], right.span[1])
            _, standard, root, parts, _ = _analysed(together, together)
            surface, starts = text[span[0] : span[1]], left.starts_sentence
            found.append((place, Token(surface, together, span, standard, root, parts, starts)))
    return tuple(found)
