"""The languages of people's menus, as chat channels tell of them."""

from collections.abc import Mapping
from typing import Final

from bot.message import Language

_SPOKEN: Final[Mapping[str, Language]] = {"nb": "nb", "nn": "nn", "no": "nb", "sv": "sv"}


def spoken(locale: str) -> Language | None:
    """Give what a locale such as ``nn-NO`` says of the language of a person.

    English, and all others, say nothing: many in Norway and Sweden read their menus in it, and
    whoever finds none of their own in a channel's list has to.
    """
    return _SPOKEN.get(locale.partition("-")[0].lower())
