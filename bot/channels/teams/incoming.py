"""What came in from Teams, cut down to what its answer needs, on its way through the intake."""

from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

from pydantic import TypeAdapter

from bot.channels.teams.references import Reference
from bot.message import Language, Place

_CHAT: Final = "https://teams.microsoft.com/l/chat/0/0"


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """One thing that a person did in Teams, kept as JSON until it is answered."""

    kind: str
    """Which handler answers it: ``said``, ``pressed``, ``added``, ``removed`` …"""
    reference: Reference
    """Where it was done, and is answered."""
    thread: str | None = None
    """In a channel, the message that the thread began with."""
    bot: str | None = None
    """The bot's own id in Teams, where others read along: ``28:`` and that of the application."""
    user: str = ""
    """Object id of the person in their organisation; empty where nobody did it."""
    language: Language | None = None
    text: str | None = None
    action: str | None = None
    """What was pressed, encoded."""
    fields: dict[str, tuple[str, ...]] | None = None
    """What was filled in, or stands in a form from the start."""
    message: str | None = None
    """The message whose button was pressed; it can be drawn anew."""
    other: str | None = None
    """Somebody else whom it concerns, as `user`."""
    name: str = ""
    """What others see of the person, where a colleague is told who asks."""
    chat: str | None = None
    """The conversation that a message stands in which somebody wants to make an idea of."""

    @property
    def public(self) -> bool:
        """Whether others read along."""
        return self.reference.kind != "personal"

    @property
    def alone(self) -> str | None:
        """The link that opens the chat with the bot: https://learn.microsoft.com/microsoftteams/
        platform/concepts/build-and-test/deep-link-teams."""
        return f"{_CHAT}?users={quote(self.bot, safe=':')}" if self.bot else None

    @property
    def place(self) -> Place:
        """The conversation: the chat, or the thread of a channel."""
        conversation = self.reference.conversation
        return Place("teams", in_thread(conversation, self.thread) if self.thread else conversation)

    @property
    def door(self) -> Place | None:
        """A channel follows things, whichever thread of it somebody asks in; None elsewhere."""
        return Place("teams", self.reference.conversation) if self.thread else None


INCOMING: Final = TypeAdapter(Incoming)

_THREAD: Final = ";messageid="


def in_thread(conversation: str, message: str) -> str:
    """Give Teams' id of the thread that begins with a message."""
    return f"{conversation}{_THREAD}{message}"


def without_thread(conversation: str) -> tuple[str, str | None]:
    """Take an id of Teams' apart: the channel or chat, and the thread if it names one."""
    channel, _, message = conversation.partition(_THREAD)
    return channel, message or None
