"""People's and packs' text as Telegram's data: it never formats, pings, commands or hides a link.

Telegram reads HTML only where we ask for it, but looks for names, commands and addresses in every
text. An address it finds leads where it says. A name would ping whoever has it, and a command be
one press from being given, so a joiner that nobody sees takes them apart.
"""

import re
from html import escape as _escape
from typing import Final

_JOINER: Final = "\u2060"
_BEGINS: Final = re.compile(r"(?<!\w)@(?=\w|\Z)|(?<![\w/<>])/(?=\w|\Z)")
"""Also at the end, as what is said next to it may begin with a letter."""


def harmless(text: str) -> str:
    """Give text in which Telegram finds no one's name and no command."""
    return _BEGINS.sub(lambda sign: f"{sign[0]}{_JOINER}", text)


def escape(text: str) -> str:
    """Write the signs that HTML obeys, also within an attribute."""
    return _escape(text, quote=True)
