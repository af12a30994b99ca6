"""Long text in pieces that a channel takes: cut after a sentence, else between words."""

import re
from collections.abc import Iterator

_PLACES = (re.compile(r"[.:;?!…]\s+|\n+"), re.compile(r"\s+"))
"""Where a text may be cut, the best first."""


def pieces(text: str, most: int) -> Iterator[str]:
    """Cut a text into pieces of at most `most` characters; together they are the text."""
    while len(text) > most:
        place = _place(text, most)
        yield text[:place]
        text = text[place:]
    if text:
        yield text


def shorten(text: str, most: int) -> str:
    """Give a label that fits, with three dots where something was left out."""
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def _place(text: str, most: int) -> int:
    for pattern in _PLACES:
        ends = [found.end() for found in pattern.finditer(text, 0, most)]
        if ends:
            return ends[-1]
    return most
