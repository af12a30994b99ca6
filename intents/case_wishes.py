"""What a few words wish for the cases of whoever receives ideas: «ta saken», «mine saker»."""

import re
from functools import cache
from pathlib import Path
from typing import Final, Literal, NamedTuple, cast, get_args

from intents.lists import read_list
from intents.patterns import Patterns
from intents.words import read

CaseWish = Literal[
    "unanswered", "place", "inbox", "accept", "ask", "pass", "decline", "outcome", "leave"
]
"""The more special before the more general."""

_FILE: Final = Path(__file__).with_name("data") / "cases.yaml"
_MOST_WORDS: Final = 8
_ALONE: Final = 3
"""Words of a message that says where, and nothing of what."""
_NUMBER: Final = re.compile(r"\bIDE-\d{4}-\d{4,9}\b", re.IGNORECASE)
_ASKS: Final = re.compile(
    r"(?:spør|spørre|fråga|ask)\b(?: \w+){0,2}? (?:tilbake|attende|tillbaka|back)\b[\s:,–-]*",
    re.IGNORECASE,
)


class Wished(NamedTuple):
    """What is wished, of which case, and in which words."""

    wish: CaseWish
    number: str | None
    """As it is written on the case: ``IDE-2026-0042``."""
    words: str = ""
    """Of ``ask``: the question itself, if it was said."""


def case_wish(text: str) -> Wished | None:
    """Give what a message wishes for a case; None for a long one, or where it wishes nothing."""
    found = _NUMBER.search(text)
    number = found[0].upper() if found else None
    rest = " ".join(_NUMBER.sub(" ", text).split())
    asks = _ASKS.match(rest)
    if asks:
        return Wished("ask", number, rest[asks.end() :])
    if len(rest.split()) > _MOST_WORDS or rest.endswith("?"):
        return None
    labels = {match.label for match in _patterns().find(read(rest))}
    if "place_alone" in labels and len(rest.split()) <= _ALONE:
        labels.add("place")
    wish = next((cast("CaseWish", it) for it in get_args(CaseWish) if it in labels), None)
    return Wished(wish, number) if wish else None


@cache
def _patterns() -> Patterns:
    wishes = read_list(_FILE)["wishes"]
    return Patterns((wish, phrase, 1.0) for wish, phrases in wishes.items() for phrase in phrases)
