"""What a Slack knows: workspaces with their tokens, people, channels, messages, views, files."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from typing import Any

Json = dict[str, Any]

APP, BOT, BOT_ID = "A0IDELOS", "U0IDELOS", "B0IDELOS"
TEAM = "T1"


@dataclass
class Person:
    id: str
    name: str = "Kari Nordmann"
    locale: str = "nb-NO"
    tz: str = "Europe/Oslo"
    team: str = TEAM
    email: str | None = None
    is_bot: bool = False
    deleted: bool = False


@dataclass
class Channel:
    id: str
    name: str = ""
    team: str = TEAM
    members: list[str] = field(default_factory=list)
    user: str | None = None
    """Who sits at the other end of a direct message."""
    is_private: bool = False
    is_archived: bool = False
    is_shared: bool = False


@dataclass
class Installation:
    """A token of one workspace, and what it may do; None stands for every scope."""

    token: str
    team: str
    scopes: frozenset[str] | None = None
    refused: str | None = None
    """What the token is answered from now on: ``token_revoked``, ``token_expired`` …"""


@dataclass
class Posted:
    """A message as it stands now."""

    team: str
    channel: str
    ts: str
    text: str = ""
    blocks: list[Json] = field(default_factory=list)
    thread: str | None = None
    to: str | None = None
    """Who alone sees it (an ephemeral message)."""
    author: str = BOT
    metadata: Json | None = None
    files: list[str] = field(default_factory=list)
    unfurls: Json = field(default_factory=dict)
    deleted: bool = False

    @property
    def payload(self) -> Json:
        told: Json = {"type": "message", "user": self.author, "ts": self.ts, "text": self.text}
        if self.author == BOT:
            told |= {"bot_id": BOT_ID, "app_id": APP, "team": self.team}
        if self.blocks:
            told["blocks"] = self.blocks
        if self.thread:
            told["thread_ts"] = self.thread
        if self.metadata:
            told["metadata"] = self.metadata
        return told


@dataclass
class File:
    id: str
    name: str
    length: int
    content: bytes | None = None
    title: str | None = None
    channel: str | None = None


@dataclass
class World:
    """One Slack with all its workspaces."""

    people: dict[str, Person] = field(default_factory=dict)
    channels: dict[str, Channel] = field(default_factory=dict)
    installations: dict[str, Installation] = field(default_factory=dict)
    messages: list[Posted] = field(default_factory=list)
    views: dict[str, Json] = field(default_factory=dict)
    stacks: defaultdict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    """The modals that are open before a person, the uppermost last, by their ids."""
    homes: dict[str, Json] = field(default_factory=dict)
    files: dict[str, File] = field(default_factory=dict)
    triggers: dict[str, str | None] = field(default_factory=dict)
    """Whose each trigger id is; None once it was used or is too old."""
    responses: dict[str, "Response"] = field(default_factory=dict)
    codes: dict[str, str] = field(default_factory=dict)
    """The workspace that somebody just let the app into, by the code for it."""
    refreshers: dict[str, str] = field(default_factory=dict)
    """The token that each refresh token renews, once."""
    rotates: bool = False
    """Whether tokens are given for 12 hours only."""
    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def new(self, kind: str) -> str:
        """Give an id that nothing else has."""
        return f"{kind}{next(self.numbers):06d}"

    def ts(self) -> str:
        """Give a moment of Slack's, which names a message; later ones are greater."""
        return f"1795000000.{next(self.numbers):06d}"

    def named(self, blocks: list[Json]) -> list[Json]:
        """Give blocks with an id for each that has none."""
        return [{"block_id": self.new("b"), **block} for block in blocks]

    def direct(self, user: str) -> Channel:
        """Give the direct messages between a person and the app."""
        for channel in self.channels.values():
            if channel.user == user:
                return channel
        id_, team = f"D{user.removeprefix('U')}", self.people[user].team
        self.channels[id_] = Channel(id_, team=team, members=[user, BOT], user=user)
        return self.channels[id_]


@dataclass
class Response:
    """Where one interaction may be answered: five times, in its own place."""

    team: str
    channel: str
    user: str
    message: Posted | None = None
    left: int = 5
