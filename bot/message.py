"""What travels between people and the bot: a `Message` comes in, a `Reply` goes out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

Language = Literal["nb", "nn", "sv", "en"]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a conversation is held: one key per conversation and channel."""

    channel: str
    conversation: str


@dataclass(frozen=True, slots=True)
class Action:
    """What a pressed button means. Written ``name:argument`` where a channel needs a string."""

    name: str
    argument: str = ""

    def encode(self) -> str:
        """Give the string form, at most 64 bytes, the tightest limit of any channel."""
        return f"{self.name}:{self.argument}" if self.argument else self.name

    @classmethod
    def decode(cls, text: str) -> "Action":
        """Read the string form; any string is accepted, unknown names are the turn's affair."""
        name, _, argument = text.partition(":")
        return cls(name, argument)


@dataclass(frozen=True, slots=True)
class Message:
    """One thing that a person said or pressed; exactly one of `text` and `action` is set."""

    place: Place
    at: datetime
    """When it came in; aware, UTC."""
    text: str | None = None
    action: Action | None = None
    language: Language | None = None
    """What the channel knows of the person's language, if anything."""
    region: str | None = None
    """What the channel knows of the person's region, if anything."""
    public: bool = False
    """Others read along, and anybody of them may have said it: nothing personal is told here."""
    alone: str | None = None
    """Where others read along, the link that opens the bot's conversation with the person alone;
    None where the channel has no such link."""
    door: Place | None = None
    """Where notices go that are wished for here, where that is not the place itself: the channel
    that a thread is in."""
    fields: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """What was filled in, where the action is that of a form; see `bot.form.Fields`."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text; `uncertain` ones get the amber label where a channel has colour."""

    text: str
    uncertain: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One line of an answer; with a label it is a fact («Penger: …»), without it a sentence."""

    segments: tuple[Segment, ...]
    label: str | None = None

    @property
    def text(self) -> str:
        """The line without label and marks."""
        return "".join(segment.text for segment in self.segments)

    @property
    def plain(self) -> str:
        """The line as plain text, label first."""
        return f"{self.label}: {self.text}" if self.label else self.text


@dataclass(frozen=True, slots=True)
class Button:
    """An answer ready to press: an action for the bot, or a link to open."""

    label: str
    """Verb first, at most 22 characters."""
    action: Action | None = None
    url: str | None = None
    """Whole, or from ``/`` on for a page of our own: the channel knows where that is."""
    filled: bool = False


@dataclass(frozen=True, slots=True)
class Card:
    """A record shown: heading, rows, buttons, and a context line that is never the answer."""

    kind: Literal["contact", "programme", "call", "meeting", "article", "list"]
    heading: str
    rows: tuple[Line, ...] = ()
    url: str | None = None
    buttons: tuple[Button, ...] = ()
    """At most three."""
    more: tuple[Button, ...] = ()
    """What stands behind the overflow button."""
    context: Line | None = None


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer. The first line is the answer itself; the question, if any, comes last."""

    language: Language
    lines: tuple[Line, ...]
    cards: tuple[Card, ...] = ()
    buttons: tuple[Button, ...] = ()
    """At most three."""
    more: tuple[Button, ...] = ()
    """What stands behind the overflow button."""
    context: Line | None = None
    """Sources and ages: «Kilder: …»."""

    @property
    def plain(self) -> str:
        """The whole reply as plain text, in reading order, without buttons."""
        parts = [line.plain for line in self.lines]
        for card in self.cards:
            parts += [card.heading, *(row.plain for row in card.rows)]
            if card.context:
                parts.append(card.context.plain)
        if self.context:
            parts.append(self.context.plain)
        return "\n".join(parts)
