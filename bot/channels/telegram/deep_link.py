"""Links that open the bot and say what about: ``https://t.me/idelos_bot?start=f_theme_health``.

Telegram carries up to 64 of the signs A-Z a-z 0-9 _ - in such a link, and hands them over once the
person has pressed «Start»:

| payload | means |
| --- | --- |
| `f_kind_subject` | follow it, as ``follow:kind=subject`` of a button: ``f_programme_klimasats`` |
| `q_words` | ask this, in Base64 for addresses: the question of a poster |
| `o_secret` | take the office of an invitation |
| six digits | the code that a letter brought, typed |

Anything else is a beginning without a subject.
"""

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Final

from telegram.constants import MessageLimit
from telegram.helpers import create_deep_linked_url

from bot.message import Action

MOST: Final = int(MessageLimit.DEEP_LINK_LENGTH)
_CODE: Final = re.compile(r"\d{6}")
_SAFE: Final = re.compile(r"[A-Za-z0-9_-]*")
GREETING: Final = Action("intent", "greet")


class LinkError(ValueError):
    """Telegram carries no such link."""


def meaning(payload: str) -> Action | str:
    """Give what a payload means, as an action or as words that the person says by it."""
    kind, _, rest = payload.partition("_")
    if kind == "f" and rest:
        what, _, subject = rest.partition("_")
        return Action("follow", f"{what}={subject}")
    if kind == "q" and rest:
        return _question(rest) or GREETING
    if kind == "o" and rest:
        return Action("office_link", rest)
    return payload if _CODE.fullmatch(payload) else GREETING


def bot_link(bot: str, follow: str | None = None, question: str | None = None) -> str:
    """Give the link that opens the bot of this name: to follow ``programme=klimasats``, to ask a
    question of up to 46 bytes, or just so. Raises `LinkError`."""
    payload = None
    if question:
        payload = f"q_{urlsafe_b64encode(question.encode()).decode().rstrip('=')}"
    elif follow:
        payload = "f_" + follow.replace("=", "_", 1)
    if payload and (len(payload) > MOST or not _SAFE.fullmatch(payload)):
        raise LinkError(f"{len(payload)} signs")
    return create_deep_linked_url(bot, payload)


def _question(coded: str) -> str | None:
    """Read the words of a question; None for what is no text."""
    try:
        words = urlsafe_b64decode(coded + "=" * (-len(coded) % 4)).decode()
    except ValueError:
        return None
    return words.strip() or None
