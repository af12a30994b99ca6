"""Forms, as a channel that has them shows them: what is asked, and what may be answered."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from bot.message import Action, Language, Line

FieldKind = Literal["line", "text", "choice", "choices", "day", "switch"]
"""One line, many lines, one of a list, any of a list, a day (ISO), yes or nothing."""

Fields: TypeAlias = Mapping[str, tuple[str, ...]]
"""What was filled in, by name of the field: one text, the chosen values, or nothing at all."""

Faults: TypeAlias = Mapping[str, str]
"""What is wrong, as a sentence, by name of the field."""

YES = "yes"
"""The value of a switch that is on."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One of a list."""

    value: str
    label: str
    """At most 75 characters."""


@dataclass(frozen=True, slots=True)
class Field:
    """One thing asked."""

    name: str
    label: str
    kind: FieldKind
    value: tuple[str, ...] = ()
    """What stands there from the start."""
    choices: tuple[Choice, ...] = ()
    """Any number: a channel whose lists are shorter lets people search."""
    required: bool = False
    hint: str = ""
    most: int | None = None
    """Longest text, in characters."""


@dataclass(frozen=True, slots=True)
class Form:
    """What is asked together. Filled in, it comes back as `action` with the fields."""

    action: Action
    language: Language
    title: str
    """At most 24 characters, the tightest limit of any channel."""
    fields: tuple[Field, ...]
    submit: str
    """The button's label, at most 24 characters."""
    lines: tuple[Line, ...] = ()
    """What stands above the fields."""
