"""Noise: seeded ways to make a message worse, as people do when they type."""

import random
import unicodedata
from collections.abc import Callable, Mapping

Perturb = Callable[[str, int], str]

_LETTERS = "abcdefghijklmnopqrstuvwxyzåäöæø"
_BARE = str.maketrans("øØæÆ", "oOaA")
_SPLIT_FROM = 8
"""Words from this length on are written apart."""


def typo(text: str, seed: int) -> str:
    """Make one slip in one word: a letter lost, doubled, swapped or wrong."""
    chance = random.Random(seed)  # noqa: S311 - repeatable, not secret
    places = [place for place, letter in enumerate(text) if letter.isalpha()]
    if not places:
        return text
    place = chance.choice(places)
    kind = chance.randrange(4)
    if kind == 0:
        return text[:place] + text[place + 1 :]
    if kind == 1:
        return text[:place] + text[place] + text[place:]
    if kind == 2 and place + 1 < len(text):
        return text[:place] + text[place + 1] + text[place] + text[place + 2 :]
    return text[:place] + chance.choice(_LETTERS) + text[place + 1 :]


def nodiacritics(text: str, seed: int) -> str:
    """Write å, ä, æ, ö and ø as a and o, as on a foreign keyboard."""
    del seed
    plain = text.translate(_BARE)
    letters = unicodedata.normalize("NFD", plain)
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def split(text: str, seed: int) -> str:
    """Write one long word apart."""
    chance = random.Random(seed)  # noqa: S311 - repeatable, not secret
    words = text.split(" ")
    long = [place for place, word in enumerate(words) if len(word) >= _SPLIT_FROM]
    if long:
        place = chance.choice(long)
        cut = chance.randrange(3, len(words[place]) - 2)
        words[place] = words[place][:cut] + " " + words[place][cut:]
    return " ".join(words)


def case(text: str, seed: int) -> str:
    """Write all in small or all in capital letters, every other message each way."""
    return text.upper() if seed % 2 else text.lower()


NOISES: Mapping[str, Perturb] = {
    "typo": typo,
    "nodiacritics": nodiacritics,
    "split": split,
    "case": case,
}
