"""Conversation references: what it takes to write into a conversation without being asked."""

from dataclasses import dataclass
from typing import Literal, Protocol

Kind = Literal["personal", "groupChat", "channel"]
"""Who is there, by Teams' own names: one person alone with the bot, a chat, a channel of a team."""


@dataclass(frozen=True, slots=True)
class Reference:
    """One conversation that the bot is in."""

    conversation: str
    """Teams' id of it: that of the channel, without its thread."""
    tenant: str
    """The organisation in Microsoft 365 that it belongs to; a GUID in lower case."""
    kind: Kind
    service_url: str
    """Where it is written to; it came in a verified request, and may change."""
    user: str | None = None
    """The person's object id in that organisation, where they are alone with the bot."""


class References(Protocol):
    """Where they are kept."""

    async def keep(self, reference: Reference) -> None:
        """Keep it, or what changed of it."""
        ...

    async def find(self, conversation: str) -> Reference | None:
        """Give that of a conversation; None where the bot is not, or no longer, in it."""
        ...

    async def of_person(self, tenant: str, user: str) -> Reference | None:
        """Give that of the conversation which a person has alone with the bot."""
        ...

    async def end(self, conversation: str) -> None:
        """Forget it: the bot was removed."""
        ...
