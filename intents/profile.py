"""Messages that tell who the person is and then what they want."""

import re
from typing import cast

from intents.classify.rank import Ranker, Ranking
from intents.meaning import Intent
from intents.thresholds import ANSWER
from intents.words import read

_SENTENCE = re.compile(r"[^.!?;\n]+[.!?;\n]*")
_WANTS = (
    "jeg|eg|æ|jag|vi|i|we|har|hev|have|vil|vill|want|would|ønsker|ønskjer|önskar|trenger|treng|"
    "behöver|need|lurer|lurar|undrar|wonder"
)
_JOINT = re.compile(rf",\s*|\s+(?=(?:og|och|and|men|but)\s+(?:{_WANTS})\b)", re.IGNORECASE)
"""Where one clause ends and the next begins: a comma, or «og» before a new thing said."""
_FEWEST_WORDS = 3
_MOST_CLAUSES = 4
_LONGEST = 600
_NO_MATTER = frozenset(
    {"set_profile", "greet", "thanks", "help", "privacy", "talk_to_human", "out_of_scope"}
)
"""Intents that are no matter of their own beside telling who one is."""
_LIKELY = 0.4


def tells_profile(ranking: Ranking) -> bool:
    """Whether a message tells who the person is, be it beside something else."""
    first, chance = ranking.intents[0]
    likely = [intent for intent, _ in ranking.intents[:2]]
    return first == "set_profile" or ("set_profile" in likely and chance < ANSWER)


def beside_profile(text: str, ranker: Ranker) -> tuple[Intent, float] | None:
    """Give what is wanted in a message that also tells who the person is.

    «Jeg er rektor i Rindal, vi vil forske på leseopplæring»: the second part is the matter.
    """
    if len(text) > _LONGEST:
        return None
    parts = [part for sentence in _SENTENCE.findall(text) for part in _JOINT.split(sentence)]
    clauses = _long_enough(parts)
    if len(clauses) < 2:
        return None
    for clause in clauses:
        intent, chance = ranker.rank(read(clause)).intents[0]
        if chance >= _LIKELY and intent not in _NO_MATTER:
            return cast("Intent", intent), chance
    return None


def _long_enough(parts: list[str]) -> list[str]:
    return [part for part in parts if len(part.split()) >= _FEWEST_WORDS][:_MOST_CLAUSES]
