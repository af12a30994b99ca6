"""Where in Telegram something is said: a chat, and in some groups a topic of it."""

from dataclasses import dataclass

from bot.message import Place


@dataclass(frozen=True, slots=True)
class Chat:
    """A person (their own id), a group or a channel (negative ids)."""

    id: int
    topic: int | None = None

    @property
    def address(self) -> str:
        """The address of its door: ``81`` or ``-1001/7``."""
        return f"{self.id}/{self.topic}" if self.topic else str(self.id)

    @property
    def place(self) -> Place:
        """The conversation that is held there, which its door is named by."""
        return Place("telegram", self.address)

    @property
    def is_private(self) -> bool:
        """Whether one person is alone with the bot."""
        return self.id > 0

    @classmethod
    def at(cls, address: str) -> "Chat":
        """Read what `address` wrote. Raises ValueError for anything else."""
        chat, _, topic = address.partition("/")
        return cls(int(chat), int(topic) if topic else None)
