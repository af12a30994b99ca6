"""Municipalities outside the regions, and the words that show that a name is a place."""

from functools import cache
from pathlib import Path

from intents.meaning import Name
from intents.words import Token, Words, fold

DATA = Path(__file__).parent / "data"
OUTSIDE = "outside:"
"""Begins the target of a municipality that no region serves: ``outside:Bergen``."""

_MUNICIPALITY = frozenset({"kommune", "kommun", "municipality"})
_REGION = frozenset({"region", "regionen", "regions"})
_SCHOOL = ("univ", "uni", "teknisk", "hogskol", "hoyskol", "alv")
_COUNTRIES = ("no", "se")
_PREPOSITIONS = frozenset(
    {"i", "pa", "fra", "ved", "til", "te", "hos", "fran", "vid", "till", "in", "from", "at", "near"}
)
_WORK = frozenset(
    {"jobber", "jobbar", "arbeider", "arbeidar", "arbeter", "arbetar", "work", "working", "works"}
    | {"jobba", "ansatt", "tilsett", "anstalld", "employed"}
)
_WEAK = frozenset({"i", "pa", "for", "in", "at", "som", "innen"})


@cache
def outside_names() -> tuple[Name, ...]:
    """Read the lists of all Norwegian and Swedish municipalities as names outside the regions."""
    texts = [
        (DATA / f"municipalities_{country}.txt").read_text(encoding="utf-8")
        for country in _COUNTRIES
    ]
    lines = dict.fromkeys(line for text in texts for line in text.splitlines())
    return tuple(
        Name(line, "municipality", OUTSIDE + line) for line in lines if line and line[0] != "#"
    )


@cache
def ordinary_names() -> frozenset[str]:
    """Read the folded names of places that are ordinary words as well."""
    lines = (DATA / "ordinary_names.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(fold(word) for line in lines if line[:1] != "#" for word in line.split())


def before_municipality(words: Words, start: int) -> bool:
    """Whether «kommune» in the singular follows the token at once: «Trosa kommun»."""
    after = words.tokens[start + 1 : start + 2]
    return (
        bool(after)
        and after[0].folded in _MUNICIPALITY
        and after[0].span[0] - words.tokens[start].span[1] == 1
    )


def beside_municipality(words: Words, start: int, end: int) -> bool:
    """Whether «kommune» in any form and language stands right before or after the tokens."""
    around = (start - 1, end)
    return any(_is_municipality(words.tokens[i]) for i in around if 0 <= i < len(words.tokens)) or (
        start > 1
        and words.tokens[start - 1].folded == "of"
        and _is_municipality(words.tokens[start - 2])
    )


def part_of_another_name(words: Words, start: int, end: int) -> bool:
    """Whether a region or a university is meant: «the Kongsberg region», «Umeå University»."""
    before = words.tokens[start - 1].folded if start else ""
    after = words.tokens[end].folded if end < len(words.tokens) else ""
    return before in _REGION or after in _REGION or after.startswith(_SCHOOL)


def after_preposition(words: Words, start: int) -> bool:
    """Whether a preposition of place stands right before the token."""
    return start > 0 and words.tokens[start - 1].folded in _PREPOSITIONS


def after_work(words: Words, start: int) -> bool:
    """Whether the words before tell of a workplace: «jobber i …», «employed at …»."""
    if start < 2 or words.tokens[start - 1].folded not in _WEAK:
        return False
    return any(token.folded in _WORK for token in words.tokens[max(0, start - 3) : start - 1])


def capital(words: Words, token: Token) -> bool:
    """Whether the token has a capital letter that says something in this text."""
    return token.capital and not words.text.isupper()


def _is_municipality(token: Token) -> bool:
    return token.standard.startswith(("kommun", "municipalit", "komun")) and len(token.folded) < 14
