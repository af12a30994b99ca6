"""What a few words wish for an idea that was begun or sent: «trekk ideen», «utkastet mitt»."""

from functools import cache
from pathlib import Path
from typing import Final, Literal, cast, get_args

from intents.lists import read_list
from intents.patterns import Patterns
from intents.words import read

IdeaWish = Literal["drop", "draft", "unshare", "share", "withdraw", "add", "change", "send", "mine"]
"""The more special before the more general: «slett utkastet» also names the draft."""

_FILE: Final = Path(__file__).with_name("data") / "ideas.yaml"
_MOST_WORDS: Final = 8


def idea_wish(text: str) -> IdeaWish | None:
    """Give what a short message wishes; None for a longer one, or where it wishes no such thing."""
    if len(text.split()) > _MOST_WORDS:
        return None
    found = {match.label for match in _patterns().find(read(text))}
    return next((cast("IdeaWish", it) for it in get_args(IdeaWish) if it in found), None)


def names_area(text: str) -> bool:
    """Tell whether a text names a field to do research on, rather than a project."""
    return bool(_areas().find(read(text)))


@cache
def _areas() -> Patterns:
    return Patterns(("area", phrase, 1.0) for phrase in read_list(_FILE)["areas"])


@cache
def _patterns() -> Patterns:
    wishes = read_list(_FILE)["wishes"]
    return Patterns((wish, phrase, 1.0) for wish, phrases in wishes.items() for phrase in phrases)
