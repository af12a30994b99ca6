"""Tokens: the words of a text, each with its place in the text as the person typed it."""

import re
from collections.abc import Iterator

from intents.meaning import Span

_INSIDE = r"\w\u0300-\u036f\u00ad\u200b-\u200d\u2060"
_WORD = re.compile(rf"[^\W_](?:[{_INSIDE}]|['’´`](?=[^\W\d_]))*")
_SENTENCE_END = re.compile(r"[.!?…:;\n\r•«»“”\"(–—]|^\s*[-*]")


RawToken = tuple[str, Span, bool]
"""A word before anything is known about it, its place, and whether it starts a sentence."""


def tokenise(text: str) -> Iterator[RawToken]:
    """Give the words of `text` in order; a hyphen parts words, an apostrophe does not."""
    end = 0
    for match in _WORD.finditer(text):
        span = match.span()
        gap = text[end : span[0]]
        starts = end == 0 or (gap != " " and _SENTENCE_END.search(gap) is not None)
        end = span[1]
        yield match.group(), span, starts
