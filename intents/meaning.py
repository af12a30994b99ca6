"""What a message means: the values that `understand` returns."""

from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

Language = Literal["nb", "nn", "sv", "en"]

Intent = Literal[
    "route_idea",
    "find_contact",
    "find_funding",
    "list_deadlines",
    "list_meetings",
    "list_courses",
    "explain",
    "find_partners",
    "get_support",
    "register_training_need",
    "idea_status",
    "subscribe",
    "unsubscribe",
    "list_subscriptions",
    "set_profile",
    "talk_to_human",
    "privacy",
    "help",
    "greet",
    "thanks",
    "out_of_scope",
]

Span = tuple[int, int]
"""Start and end (exclusive) in the text as the person typed it, in characters."""


class Evidence(NamedTuple):
    """One reason, written down where it was found."""

    stage: str
    """Which stage found it: ``language``, ``name``, ``cue``, ``example``, ``weight`` …; or
    ``clipped`` where the text was too long and only what `span` covers was read."""
    label: str
    """What it speaks for: ``intent:route_idea``, ``theme:health_care``, ``need:research`` …"""
    cue: str
    """The cue, lemma, name or example that matched, as the file has it."""
    weight: float
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Name:
    """A name that a message may contain, and the record that it stands for."""

    text: str
    kind: Literal["municipality", "topic", "programme", "organisation", "body", "article", "region"]
    target: str
    """Record id, or topic id for kind ``topic``."""
    form: Literal["official", "other", "former", "place"] = "official"
    common_word: bool = False
    """Also an ordinary word: counts only beside «kommune» or with a capital letter."""
    region: str | None = None


@dataclass(frozen=True, slots=True)
class NameMatch:
    """A name found in the text; several targets where the name is ambiguous."""

    kind: str
    targets: tuple[str, ...]
    name: str
    """The known name that matched, as the knowledge has it."""
    surface: str
    """The words of the text that matched, as typed."""
    span: Span
    form: Literal["official", "other", "former", "place"]
    score: float
    """0 to 1; 1 is letter for letter after folding."""
    negated: bool = False
    """«ikke om Interreg»: named in order to be left out."""


@dataclass(frozen=True, slots=True)
class UnknownPlace:
    """Something that is used like a municipality's name and is none that we know."""

    surface: str
    span: Span
    suggestions: tuple[str, ...]
    """Municipality ids with the nearest spelling, nearest first; may be empty."""


class Scored(NamedTuple):
    """A label with its weight, 0 to 1."""

    label: str
    score: float
    surface: str | None = None
    """The person's word that speaks most for it, as typed: «hjemmetjenesten»."""
    lemma: str | None = None
    """That word's dictionary form: «hjemmetjeneste»."""


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of days named in the text: from `start` up to, not including, `end`."""

    start: date
    end: date
    surface: str


@dataclass(frozen=True, slots=True)
class Meaning:
    """One message, understood."""

    text: str
    language: Language
    language_switch: Language | None
    """The language asked for by name («på nynorsk takk», «english please»)."""
    intent: Intent
    confidence: float
    """Calibrated chance that `intent` is right, 0 to 1."""
    alternatives: tuple[tuple[Intent, float], ...]
    """The next likely intents with their confidence, best first, at most four."""
    second_intent: Intent | None = None
    """A second thing asked in the same message («… and is there money to train the staff?»)."""
    second_need: str | None = None
    """What that second thing is needed for, where it says so."""
    municipalities: tuple[NameMatch, ...] = ()
    unknown_place: UnknownPlace | None = None
    names: tuple[NameMatch, ...] = ()
    """All other names found: topics, programmes, organisations, bodies, articles, regions."""
    themes: tuple[Scored, ...] = ()
    """Primary theme first."""
    need: str | None = None
    needs: tuple[Scored, ...] = ()
    topic: str | None = None
    """The topic id that the message is about, negated ones left out."""
    period: Period | None = None
    why: tuple[Evidence, ...] = ()
