"""What Teams proposes to say: it is said as it stands there, and understood as any words are.

Only a person's own page is asked for by its name.
"""

from functools import cache
from typing import Final, get_args

from bot.message import Language
from bot.speech.catalogue import catalogue

_HOME: Final = "home"
_AT_FIRST: Final = ("idea", "money", "deadlines", "meetings")
"""Of the commands in `features`, those that somebody new is shown as buttons."""


def proposals(language: Language) -> tuple[str, ...]:
    """Give what somebody new may want to say."""
    say = catalogue(language)
    return tuple(say.text(f"teams_setup.command.{name}") for name in _AT_FIRST)


def asks_for_home(text: str) -> bool:
    """Tell whether a text is the command for a person's own page, in any language."""
    return text.casefold() in _home_words()


@cache
def _home_words() -> frozenset[str]:
    languages: tuple[Language, ...] = get_args(Language)
    key = f"teams_setup.command.{_HOME}"
    return frozenset(catalogue(it).text(key).casefold() for it in languages)
