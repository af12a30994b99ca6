"""A second thing asked in the same message: «… and is there money to train the staff?»."""

import re
from dataclasses import dataclass

from intents.classify.rank import Ranker, Ranking
from intents.classify.scorer import Scores
from intents.thresholds import SECOND
from intents.words import read

_ASKED = frozenset(
    {"find_contact", "find_funding", "find_partners", "list_deadlines", "list_meetings"}
    | {"list_courses", "explain", "get_support", "subscribe", "register_training_need"}
)
"""What can stand beside another question."""
_PART_OF = {"route_idea": frozenset({"find_contact", "explain", "find_partners"})}
"""What is answered with the first question anyway."""
_QUESTION_WORDS = (
    "når|hva|hvem|hvor|hvordan|hvilke|hvilken|finnes|fins|er|har|kan|får|"
    "kva|kven|kor|korleis|finst|när|vad|vem|var|hur|vilka|vilken|finns|är|"
    "when|what|who|where|how|which|is|are|can|could|do|does"
)
_NEXT = re.compile(
    rf"(?<=[?!.])\s+|,?\s+(?=(?:og|och|and)\s+(?:så\s+)?(?:{_QUESTION_WORDS})\b)", re.IGNORECASE
)
_JOINED = re.compile(r"(?:og|och|and)\s+", re.IGNORECASE)
_LONGEST = 600
"""Longer messages tell a story; their last question is about the same thing."""
_FEWEST_WORDS = 3


@dataclass(frozen=True, slots=True)
class Second:
    """Two questions in one message."""

    first: str
    """The intent of the first."""
    intent: str
    """The intent of the second."""
    scores: Scores
    """What the words of the second say."""


def second_question(text: str, ranker: Ranker) -> Second | None:
    """Give the two questions in one message, None where there is only one.

    Both parts must be clear by themselves, and the message must end in a question.
    """
    if len(text) > _LONGEST or not text.rstrip().endswith("?"):
        return None
    parts = [part for part in _NEXT.split(text) if len(part.split()) >= _FEWEST_WORDS]
    if len(parts) < 2 or not _asks(parts):
        return None
    first, sure = ranker.rank(read(parts[-2])).intents[0]
    ranking = ranker.rank(read(_JOINED.sub("", parts[-1])))
    second = _asked(ranking)
    if sure < SECOND or second in (None, first) or second in _PART_OF.get(first, frozenset()):
        return None
    return Second(first, str(second), ranking.scores)


def _asked(ranking: Ranking) -> str | None:
    """Give what a part asks, where it is clear among all that can be asked second."""
    chances = [(intent, chance) for intent, chance in ranking.intents if intent in _ASKED]
    total = sum(chance for _, chance in chances)
    return chances[0][0] if total and chances[0][1] / total >= SECOND else None


def _asks(parts: list[str]) -> bool:
    """Whether the part before the last is a question too, or the last is joined to it."""
    return bool(_JOINED.match(parts[-1])) or parts[-2].endswith("?")
