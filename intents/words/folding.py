"""Folding: one spelling for all ways to type the same letters. For matching only, never shown."""

import re
import unicodedata
from functools import lru_cache

_NOT_SHOWN = (*range(0x0300, 0x0370), 0x00AD, *range(0x200B, 0x2010), 0x2060, 0xFEFF)
"""Accents as signs of their own, soft hyphens, and signs without a width."""
_LETTERS = dict.fromkeys(map(chr, _NOT_SHOWN), "") | {
    "ø": "o",
    "æ": "a",
    "đ": "d",
    "ŋ": "n",
    "ŧ": "t",
    "ł": "l",
    "ð": "d",
}
_STRETCHED = re.compile(r"(.)\1\1(?<![\W\d_])\1*")
"""A letter three times or more. That it is a letter is asked after the third, where it seldom is
asked, and before the rest, so that no run of digits is gone through again from each of them."""


def fold_text(text: str) -> str:
    """Give `text` in lower case with å=aa=a, ø=ö=o and æ=ä=ae=a, without accents.

    «oe» stays, because Norwegian «noen» and Swedish «oerhört» have it; see `plain_spellings`.
    A letter typed three times or more counts once («hjeeelp»).
    """
    if text.isascii():
        folded = text.lower()
    else:
        folded = unicodedata.normalize("NFKD", text.casefold()).casefold()
        for letter in _LETTERS.keys() & set(folded):  # quicker than to look at each in turn
            folded = folded.replace(letter, _LETTERS[letter])
    return _STRETCHED.sub(r"\1", folded).replace("aa", "a").replace("ae", "a")


fold = lru_cache(maxsize=32_768)(fold_text)
"""`fold_text` for words, which come again and again."""


def plain_spellings(folded: str) -> tuple[str, ...]:
    """Give what `folded` may stand for where its writer has no ø and ö: «proeve» → «prove»."""
    return (folded.replace("oe", "o"),) if "oe" in folded else ()
