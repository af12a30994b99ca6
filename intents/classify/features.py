"""Features: what the weights are learned for, as readable names in four blocks.

``l:`` letters inside a word (``l:_fri``, an underscore is the edge of the word), ``w:`` a stem or
two stems in a row, ``c:`` a cue or two cues near each other, ``s:`` the shape of the message. A
feature counts once, however often it occurs.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from intents.classify.cues import Hit
from intents.words import Words

BLOCKS = ("l", "w", "c", "s")
_SHORTEST, _LONGEST = 3, 4
_WINDOW = 4
"""Two cues count as a pair when at most so many words apart."""
_MOST_WORDS = 400
"""Of longer messages only the first words count."""
_SENTENCE_END = re.compile(r"[.!?…]+(?:\s|$)")


@lru_cache(maxsize=32_768)
def letters(word: str) -> tuple[str, ...]:
    """Give the runs of three and four letters in a word and its edges."""
    edged = f"_{word[:40]}_"
    return tuple(
        dict.fromkeys(
            "l:" + edged[start : start + size]
            for size in range(_SHORTEST, _LONGEST + 1)
            for start in range(max(1, len(edged) - size + 1))
        )
    )


def word_features(words: Words) -> Iterator[str]:
    """Give the stems and pairs of neighbouring stems."""
    last = ""
    for token in words.tokens[:_MOST_WORDS]:
        yield "w:" + token.stem
        if last:
            yield f"w:{last}_{token.stem}"
        last = token.stem


def cue_features(hits: Sequence[Hit]) -> Iterator[str]:
    """Give the cues, phrases also as phrases, and pairs of cues in their order."""
    by_place: dict[int, list[str]] = {}
    for hit in hits:
        if hit.first >= _MOST_WORDS:
            break
        names = by_place.setdefault(hit.first, [])
        if hit.name not in names:
            names.append(hit.name)
        yield "c:" + hit.name
        if hit.end - hit.first > 1:
            yield f"c:{hit.name}!"
    for place, names in by_place.items():
        for later in range(place + 1, place + _WINDOW + 1):
            for second in by_place.get(later, ()):
                for first in names:
                    if first != second:
                        yield f"c:{first}>{second}"


def shape_features(words: Words, hits: Sequence[Hit]) -> Iterator[str]:
    """Give the shape: length, questions, first and last words."""
    text, tokens = words.text, words.tokens
    yield f"s:words={_length(len(tokens))}"
    yield f"s:sentences={min(4, len(_SENTENCE_END.findall(text[:2_000])))}"
    signs = {
        "s:?": "?" in text,
        "s:ends?": text.rstrip().endswith("?"),
        "s:!": "!" in text,
        "s:digit": any(map(str.isdigit, text)),
        "s:lower": text[:1].islower(),
    }
    yield from (sign for sign, there in signs.items() if there)
    if tokens:
        yield "s:first=" + tokens[0].standard
        yield "s:last=" + tokens[-1].standard
    if len(tokens) > 1:
        yield "s:second=" + tokens[1].standard
    for hit in hits:
        if hit.first == 0:
            yield "s:first:" + hit.name
        if hit.first == len(tokens) - 1:
            yield "s:last:" + hit.name


def features(words: Words, hits: Sequence[Hit]) -> tuple[frozenset[str], ...]:
    """Give the features of a message, a set for each of `BLOCKS`."""
    spelt = dict.fromkeys(token.standard for token in words.tokens[:_MOST_WORDS])
    return (
        frozenset(part for word in spelt for part in letters(word)),
        frozenset(word_features(words)),
        frozenset(cue_features(hits)),
        frozenset(shape_features(words, hits)),
    )


def _length(count: int) -> str:
    """Give a class of lengths, finer for short messages."""
    return str(count) if count < 4 else f"{min(count // 4 * 4, 24)}+"
