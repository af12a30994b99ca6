"""A person's own page in a channel that has one: what is theirs, at a glance."""

from dataclasses import dataclass

from bot.message import Action, Button, Card, Language, Line


@dataclass(frozen=True, slots=True)
class Switch:
    """Something that is on or off: a subscription."""

    label: str
    """At most 75 characters."""
    is_on: bool
    on: Action
    off: Action


@dataclass(frozen=True, slots=True)
class Section:
    """One heading and what stands under it."""

    heading: str
    lines: tuple[Line, ...] = ()
    cards: tuple[Card, ...] = ()
    switches: tuple[Switch, ...] = ()
    """At most ten."""
    buttons: tuple[Button, ...] = ()
    more: tuple[Button, ...] = ()


@dataclass(frozen=True, slots=True)
class Home:
    """The page, from top to bottom."""

    language: Language
    sections: tuple[Section, ...]
