"""What came in from Telegram, cut down to what its answer needs, on its way through the intake."""

from dataclasses import dataclass
from typing import Final, Literal

from pydantic import TypeAdapter

from bot.channels.telegram.chat import Chat
from bot.message import Language

Kind = Literal["said", "pressed", "started", "turned", "unread", "left", "moved"]
"""Said or commanded, pressed, begun with a link, a keyboard turned, something without words, the
bot blocked or thrown out, a group that got another id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """One thing that somebody did in Telegram, kept as JSON until it is answered."""

    kind: Kind
    chat: Chat
    message: int | None = None
    """The message that was written, or whose button was pressed."""
    language: Language | None = None
    text: str | None = None
    action: str | None = None
    """What was pressed or commanded, encoded."""
    payload: str = ""
    """What a link to the bot carried."""
    page: int = 0
    """Of the keyboard."""
    to: int | None = None
    """The id that the group has now."""


INCOMING: Final = TypeAdapter(Incoming)
