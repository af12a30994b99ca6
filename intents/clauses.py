"""Messages that say or ask two things: where one ends and the other begins."""

import re
from collections.abc import Callable
from typing import cast

from intents.meaning import Intent
from intents.thresholds import SECOND

Rank = Callable[[str], tuple[str, float]]
"""Gives the likeliest intent of a text and its confidence."""

_SENTENCE = re.compile(r"[^.!?;\n]+[.!?;\n]*")
_COMMA = re.compile(r",\s*")
_JOINED = re.compile(
    r"(?:,\s*|\s+)(?:og|och|and|samt|men|but)\s+(?=(?:også|òg|också|also\s+)?"
    r"(?:er|finnes|finst|finns|is|are|hva|kva|vad|what|hvem|kven|vem|who|når|when|hvor|kor|var|"
    r"where|hvilke[nt]?|kva|vilk[ae]n?|which|kan|can|har|do|does|how|hvordan|korleis|hur)\b)",
    re.IGNORECASE,
)
_FEWEST_WORDS = 3
_MOST_CLAUSES = 4
_LONGEST = 600
_ASKED = frozenset(
    {
        "find_contact",
        "find_funding",
        "list_deadlines",
        "list_meetings",
        "list_courses",
        "explain",
        "find_partners",
        "get_support",
        "register_training_need",
    }
)
"""Intents that can stand beside one another in a message."""


def second_intent(text: str, first: str, rank: Rank) -> Intent | None:
    """Give the other thing asked in a message whose first intent is known, if there is one.

    Both must be questions in their own right: two question marks, or two question words joined
    by «og», «och» or «and».
    """
    if first not in _ASKED or "?" not in text or len(text) > _LONGEST:
        return None
    asked = [rank(clause) for clause in _questions(text)]
    others = [intent for intent, chance in asked if chance >= SECOND and intent in _ASKED]
    if len(asked) < 2 or first not in others:
        return None
    return next((cast("Intent", intent) for intent in others if intent != first), None)


def beside_profile(text: str, rank: Rank) -> tuple[Intent, float] | None:
    """Give what is wanted in a message that also tells who the person is.

    «Jeg er rektor i Rindal, vi vil forske på leseopplæring»: the second part is the matter.
    """
    if len(text) > _LONGEST:
        return None
    parts = [part for sentence in _SENTENCE.findall(text) for part in _COMMA.split(sentence)]
    clauses = _long_enough(parts)
    if len(clauses) < 2:
        return None
    for intent, chance in map(rank, clauses):
        if chance >= SECOND and (intent in _ASKED or intent == "route_idea"):
            return cast("Intent", intent), chance
    return None


def _questions(text: str) -> list[str]:
    found: list[str] = []
    for sentence in _SENTENCE.findall(text):
        if sentence.rstrip().endswith("?"):
            found += _JOINED.split(sentence)
    return _long_enough(found)


def _long_enough(parts: list[str]) -> list[str]:
    return [part for part in parts if len(part.split()) >= _FEWEST_WORDS][:_MOST_CLAUSES]
