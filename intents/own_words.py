"""An idea in a person's own words: what they tell, without the question that they put to us."""

import re
from typing import Final

_PART: Final = re.compile(r"(?<=[.!?,;:])\s+")
_ASKS: Final = re.compile(
    r"(?:(?:og|och|and|å|men|but)\s+)?(?:hvor|hvem|hva|hvordan|hvilke[nt]?|når|kven|kem|kæm|kor|kva"
    r"|korleis|kordan|kordann|ka|vem|vad|var|vart|hur|vilken|vilket|vilka|where|who|how|what|which"
    r"|when)\b",
    re.IGNORECASE,
)
_LOOSE: Final = " ,;:–-."


def own_words(text: str) -> str:
    """Cut the questions at the end of a text; nothing else is changed but spaces.

    «Vi vil teste sensorer, hvor går jeg med ideen?» tells: «Vi vil teste sensorer». A text that
    only asks is given whole.
    """
    told = _PART.split(" ".join(text.split()))
    while len(told) > 1 and _is_question(told[-1]):
        told.pop()
    return " ".join(told).rstrip(_LOOSE)


def _is_question(part: str) -> bool:
    return part.endswith("?") or _ASKS.match(part) is not None
