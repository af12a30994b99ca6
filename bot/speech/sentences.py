"""Texts from the knowledge cut to the length that an answer has room for."""

import re

_END = re.compile(r"(?<=[.?])\s+(?=[A-ZÆØÅÄÖ0-9«”“])")
_ABBREVIATED = re.compile(r"(?:\b(?:kl|nr|bl\.a|f\.eks|t\.d|t\.ex|ca|e\.g|i\.e)|\b\d{1,2})\.$")


def sentences(text: str) -> tuple[str, ...]:
    """Split a text into its sentences; «kl. 13» and «3. juni» end none."""
    found: list[str] = []
    for part in _END.split(" ".join(text.split())):
        if found and _ABBREVIATED.search(found[-1]):
            found[-1] = f"{found[-1]} {part}"
        else:
            found.append(part)
    return tuple(found)


def shorten(text: str, words: int) -> str:
    """Give as many whole sentences as `words` words hold, but always the first."""
    kept: list[str] = []
    left = words
    for sentence in sentences(text):
        left -= len(sentence.split())
        if kept and left < 0:
            break
        kept.append(sentence)
    return " ".join(kept)


def heading(text: str, characters: int = 60) -> str:
    """Give a heading: a capital letter first, cut between words where it is too long."""
    return cut(capital(text), characters)


def cut(text: str, characters: int) -> str:
    """Cut a text between words where it is too long."""
    if len(text) <= characters:
        return text
    return text[:characters].rpartition(" ")[0].rstrip(" ,:–-") + "…"


def capital(text: str) -> str:
    """Begin a text with a capital letter and leave the rest as it is."""
    return text[:1].upper() + text[1:]
