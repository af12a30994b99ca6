"""Language of a short message: Bokmål, Nynorsk, Swedish or English."""

import math
from collections.abc import Collection, Mapping
from functools import cache, lru_cache
from operator import itemgetter
from pathlib import Path

from intents.meaning import Evidence, Language, Span
from intents.words import Token, Words

LANGUAGES: tuple[Language, ...] = ("nb", "nn", "sv", "en")
WEIGHTS_FILE = Path(__file__).parent / "data" / "language.tsv"
LONGEST_PIECE = 4
_LAST_LANGUAGE = 1.2
_REGION: Mapping[str, Mapping[Language, float]] = {
    "trondelag": {"nb": 0.8, "nn": 0.2},
    "kongsbergregionen": {"nb": 0.6, "nn": 0.4},
    "norrbotten": {"sv": 1.3},
}
_FEW = 3.0
"""How much more the last language counts where nothing is said; it falls with every word."""
_USUAL: Mapping[Language, float] = {"nb": 0.5}
"""Most who write what may be either write Bokmål."""
_SHORT = 7
_DECISIVE = 3
_TOKENS = 200
"""So many words are enough to know a language by."""

Weights = tuple[float, ...]
"""One weight for each of `LANGUAGES`."""
_NOTHING: Weights = (0.0,) * len(LANGUAGES)


def detect_language(
    words: Words,
    prior: Language | None = None,
    region: str | None = None,
    names: Collection[Span] = (),
) -> tuple[Language, tuple[Evidence, ...]]:
    """Give the language of the message and the words that decided.

    `prior` is the person's last language and `region` a region id; both only tip the scales,
    the last language more where little is said. `names` are the spans of names found: in a
    short message they count for nothing, since Luleå is called so in every language.
    """
    tokens = [token for token in words.tokens[:_TOKENS] if not token.folded.isdecimal()]
    if names and len(tokens) <= _SHORT:
        tokens = [token for token in tokens if not _is_within(token.span, names)]
    lowered = [token.surface.lower() for token in tokens]
    tips = _expected(prior, region, len(tokens))
    spoken = map(_word_weights, lowered)
    scores = [sum(column) for column in zip(_bias(), tips, *spoken, strict=True)]
    best = scores.index(max(scores))
    return LANGUAGES[best], _evidence(dict(zip(lowered, tokens, strict=True)), best)


@lru_cache(maxsize=1_024)
def _expected(prior: Language | None, region: str | None, words: int) -> Weights:
    """Give what speaks for each language before anything is read."""
    last = _LAST_LANGUAGE * (1 + _FEW / (1 + words))
    usual, spoken = _USUAL, _REGION.get(region or "", {})
    return tuple(
        last * (language == prior) + usual.get(language, 0.0) + spoken.get(language, 0.0)
        for language in LANGUAGES
    )


def _is_within(span: Span, names: Collection[Span]) -> bool:
    return any(start <= span[0] < end for start, end in names)


def features(word: str) -> list[str]:
    """Give what a lower-case word shows: itself, and its pieces of one to four letters."""
    padded = f"<{word[:40]}>"
    pieces = [
        padded[start : start + length]
        for length in range(1, LONGEST_PIECE + 1)
        for start in range(len(padded) - length + 1)
    ]
    return [f"={word}", *pieces]


def _evidence(tokens: Mapping[str, Token], best: int) -> tuple[Evidence, ...]:
    """Give the words that are furthest ahead of the other languages; `tokens` by what they say."""
    leads = [(lead, word) for word in tokens if (lead := _leads(word)[best]) > 0]
    leads.sort(key=itemgetter(0), reverse=True)
    return tuple(
        Evidence(
            "language",
            f"language:{LANGUAGES[best]}",
            tokens[word].surface,
            round(lead, 2),
            tokens[word].span,
        )
        for lead, word in leads[:_DECISIVE]
    )


@lru_cache(maxsize=16_384)
def _word_weights(word: str) -> Weights:
    known = _weights().get(f"={word}")
    return known or word_weights(word, _weights())


def word_weights(word: str, table: Mapping[str, Weights]) -> Weights:
    """Give what a word says for each language by all that it shows."""
    found = filter(None, map(table.get, features(word)))
    size = math.sqrt(len(word) + 1)
    return tuple(sum(column) / size for column in zip(*found, strict=True)) or _NOTHING


@lru_cache(maxsize=16_384)
def _leads(word: str) -> Weights:
    """Give how far each language is ahead of all others by this word; below 0 where behind."""
    weights = _word_weights(word)
    second, first = sorted(weights)[-2:]
    return tuple(weight - (second if weight == first else first) for weight in weights)


@cache
def _weights() -> dict[str, Weights]:
    rows = WEIGHTS_FILE.read_text(encoding="utf-8").splitlines()
    table = {}
    for row in rows:
        if not row.startswith("#"):
            feature, *weights = row.split("\t")
            table[feature] = tuple(float(weight or 0) for weight in weights)
    return table


def _bias() -> Weights:
    return _weights().get("", _NOTHING)
