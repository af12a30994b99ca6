"""What a Teams keeps: organisations with their people, conversations, and what stands in them."""

from dataclasses import dataclass, field
from itertools import count
from typing import Any, Literal, TypeAlias
from uuid import NAMESPACE_DNS, uuid5

Json: TypeAlias = dict[str, Any]
Kind = Literal["personal", "groupChat", "channel"]

APP = "0c5e3b5a-7f7c-4c6e-9d3c-0d5a6b1f2e3d"
TENANT = "9a1d7c52-1c1f-4c0e-8a54-3f1b2c4d5e6f"
OTHER_TENANT = "1f2e3d4c-5b6a-4798-8899-aabbccddeeff"
SERVICE = "https://smba.trafficmanager.net/emea/"
BOT: Json = {"id": f"28:{APP}", "name": "Idélos"}


@dataclass(frozen=True)
class Person:
    """Somebody with an account."""

    name: str
    tenant: str = TENANT
    locale: str = "nb-NO"

    @property
    def aad(self) -> str:
        """The object id in their organisation."""
        return str(uuid5(NAMESPACE_DNS, f"{self.name}.{self.tenant}"))

    @property
    def account(self) -> Json:
        return {"id": self.id, "name": self.name, "aadObjectId": self.aad}

    @property
    def id(self) -> str:
        """What this bot knows them by."""
        return f"29:{self.name}-{self.tenant[:8]}"


KARI = Person("Kari Nordmann")
OLA = Person("Ola Nordmann", locale="nn-NO")


@dataclass
class Conversation:
    """A chat or a channel that the bot is in."""

    id: str
    kind: Kind
    tenant: str = TENANT
    people: list[Person] = field(default_factory=list)
    team: str | None = None
    refused: tuple[int, str] | None = None
    """Status and code that everything said in it is refused with."""


@dataclass
class Message:
    """One message, whoever wrote it."""

    id: str
    conversation: str
    activity: Json
    by: str
    thread: str | None = None
    """In a channel, the message that it stands under."""
    versions: list[Json] = field(default_factory=list)
    """What stood there before, oldest first."""

    @property
    def text(self) -> str:
        return str(self.activity.get("text", ""))

    @property
    def cards(self) -> list[Json]:
        attached = self.activity.get("attachments", [])
        return [it["content"] for it in attached if "adaptive" in it["contentType"]]

    @property
    def card(self) -> Json:
        [card] = self.cards
        return card


@dataclass
class World:
    """All of it."""

    service_url: str = SERVICE
    """Where conversations say that they are written to: Microsoft's, until it stands in."""
    conversations: dict[str, Conversation] = field(default_factory=dict)
    messages: list[Message] = field(default_factory=list)
    _numbers: Any = field(default_factory=lambda: count(1_795_431_600_000))

    def next(self) -> str:
        """Give the id of a message, as Teams counts them: in milliseconds."""
        return str(next(self._numbers))

    def personal(self, person: Person) -> Conversation:
        """Give the conversation that somebody has with the bot alone, which all can have."""
        id_ = f"a:1{person.aad.replace('-', '')}"
        return self.conversations.setdefault(
            id_, Conversation(id_, "personal", person.tenant, [person])
        )

    def group(self, *people: Person, name: str = "gruppe") -> Conversation:
        id_ = f"19:{name}@thread.v2"
        made = Conversation(id_, "groupChat", people[0].tenant, [*people])
        return self.conversations.setdefault(id_, made)

    def channel(self, *people: Person, name: str = "kanal") -> Conversation:
        id_ = f"19:{name}@thread.tacv2"
        made = Conversation(id_, "channel", people[0].tenant, [*people], "19:team@thread.tacv2")
        return self.conversations.setdefault(id_, made)

    def message(self, conversation: str, id_: str) -> Message | None:
        return next(
            (it for it in self.messages if (it.conversation, it.id) == (conversation, id_)), None
        )
