"""What a Telegram keeps: chats, what stands in them, and what it was told of a bot."""

from dataclasses import dataclass, field
from itertools import count
from typing import Any, TypeAlias

Json: TypeAlias = dict[str, Any]

TOKEN = f"4711:{'A' * 35}"
ME: Json = {
    "id": 4711,
    "is_bot": True,
    "first_name": "Idélos",
    "username": "idelos_bot",
    "can_join_groups": True,
    "can_read_all_group_messages": True,
    "supports_inline_queries": True,
}


@dataclass
class Message:
    """One message, whoever wrote it."""

    id: int
    chat: int
    text: str
    by: int
    html: str = ""
    """As the bot sent it."""
    keyboard: list[list[Json]] = field(default_factory=list)
    answers: int | None = None
    topic: int | None = None
    preview: bool = True
    file: tuple[str, bytes] | None = None

    @property
    def labels(self) -> list[str]:
        return [button["text"] for row in self.keyboard for button in row]

    def button(self, label: str) -> Json:
        return next(it for row in self.keyboard for it in row if it["text"] == label)


@dataclass
class World:
    """All of it. Private chats have the id of the person, groups negative ones."""

    messages: list[Message] = field(default_factory=list)
    languages: dict[int, str] = field(default_factory=dict)
    """Of people, by their id."""
    kinds: dict[int, str] = field(default_factory=dict)
    """Of groups and channels, by their id."""
    refused: dict[int, str] = field(default_factory=dict)
    """Chats that the bot was blocked in or thrown out of, with Telegram's words."""
    moved: dict[int, int] = field(default_factory=dict)
    """Groups that have another id now."""
    commands: dict[str, list[Json]] = field(default_factory=dict)
    webhook: Json = field(default_factory=dict)
    waiting: list[Json] = field(default_factory=list)
    """Updates that were not fetched yet."""
    answered: dict[str, list[Json] | None] = field(default_factory=dict)
    """Presses and inline queries that were answered, by id, with what was found."""
    _numbers: Any = field(default_factory=lambda: count(1000))

    def next(self) -> int:
        return next(self._numbers)

    def chat(self, id_: int) -> Json:
        if id_ > 0:
            return {"id": id_, "type": "private", "first_name": "Kari"}
        kind = self.kinds.get(id_, "supergroup")
        return {"id": id_, "type": kind, "title": "Hjemmetjenesten"}

    def user(self, id_: int) -> Json:
        if id_ == ME["id"]:
            return {key: ME[key] for key in ("id", "is_bot", "first_name", "username")}
        language = self.languages.get(id_, "en")
        return {"id": id_, "is_bot": False, "first_name": "Kari", "language_code": language}

    def shown(self, message: Message) -> Json:
        """Give a message as Telegram tells of it."""
        told: Json = {
            "message_id": message.id,
            "date": 1_790_000_000,
            "chat": self.chat(message.chat),
            "from": self.user(message.by),
        }
        if message.topic:
            told |= {"message_thread_id": message.topic, "is_topic_message": True}
        if message.file:
            return told | {"document": {"file_id": "f", "file_unique_id": "f"}}
        return told | {"text": message.text}
