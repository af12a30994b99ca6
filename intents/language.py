"""Language of a short message: Bokmål, Nynorsk, Swedish or English."""

import math
from collections.abc import Collection, Iterator, Mapping
from functools import cache, lru_cache
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
    tokens = tuple(token for token in words.tokens[:_TOKENS] if not token.folded.isdecimal())
    if len(tokens) <= _SHORT:
        tokens = tuple(token for token in tokens if not _is_within(token.span, names))
    scores = list(_bias())
    for token in tokens:
        for i, weight in enumerate(_word_weights(token.surface.lower())):
            scores[i] += weight
    for i, language in enumerate(LANGUAGES):
        scores[i] += _LAST_LANGUAGE * (1 + _FEW / (1 + len(tokens))) * (language == prior)
        scores[i] += _USUAL.get(language, 0.0)
        scores[i] += _REGION.get(region or "", {}).get(language, 0.0)
    best = max(range(len(LANGUAGES)), key=lambda i: scores[i])
    return LANGUAGES[best], _evidence(tokens, best)


def _is_within(span: Span, names: Collection[Span]) -> bool:
    return any(start <= span[0] < end for start, end in names)


def features(word: str) -> Iterator[str]:
    """Give what a lower-case word shows: itself, and its pieces of one to four letters."""
    yield f"={word}"
    padded = f"<{word[:40]}>"
    for length in range(1, LONGEST_PIECE + 1):
        for start in range(len(padded) - length + 1):
            yield padded[start : start + length]


def _evidence(tokens: tuple[Token, ...], best: int) -> tuple[Evidence, ...]:
    label = f"language:{LANGUAGES[best]}"
    leads = []
    for token in {token.surface.lower(): token for token in tokens}.values():
        weights = _word_weights(token.surface.lower())
        leads.append((weights[best] - max(w for i, w in enumerate(weights) if i != best), token))
    leads.sort(key=lambda lead: -lead[0])
    return tuple(
        Evidence("language", label, token.surface, round(lead, 2), token.span)
        for lead, token in leads[:_DECISIVE]
        if lead > 0
    )


@lru_cache(maxsize=16_384)
def _word_weights(word: str) -> Weights:
    table = _weights()
    totals = [0.0] * len(LANGUAGES)
    for feature in features(word):
        for i, weight in enumerate(table.get(feature, ())):
            totals[i] += weight
    size = math.sqrt(len(word) + 1)
    return tuple(total / size for total in totals)


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
    return _weights().get("", (0.0,) * len(LANGUAGES))
