"""What the bot remembers of one conversation, small enough to be read in one query."""

import json
from dataclasses import asdict, dataclass, fields, replace
from typing import Any, Literal

from bot.ideas.draft import Draft
from bot.message import Language
from bot.notices.desk import Before, Wish
from bot.notices.vocabulary import Lead

Question = Literal[
    "municipality",
    "spelling",
    "split_name",
    "second",
    "subject",
    "size",
    "theme",
    "idea",
    "date",
    "wish",
    "mail",
    "email",
    "code",
    "snooze",
    "course",
    "missing",
    "kept",
    "idea_send",
    "idea_text",
    "idea_add",
    "idea_change",
    "idea_answer",
    "case_ask",
    "case_pass",
    "case_decline",
    "case_outcome",
    "office_code",
]
"""What the bot can ask back."""


@dataclass(frozen=True, slots=True)
class Pending:
    """A question that the bot asked back and what it will do with the answer."""

    question: Question
    intent: str
    options: tuple[str, ...] = ()
    """Municipality ids that the buttons offered, in that order; for `second`: an
    intent and, where it was said, a need; for `date`: the plan that it is for; for `snooze`:
    the delivery that is put off; for `idea_send`: what was
    shown, as the button says; for others of an idea that was sent or came
    in: which, as its button says."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One word of the person and how it was read: «hjemmetjenesten» as health_care."""

    surface: str
    kind: Literal["municipality", "theme", "need", "topic"]
    label: str
    lemma: str = ""
    """The word's dictionary form, for speaking of it: hjemmetjeneste."""


@dataclass(frozen=True, slots=True)
class State:
    """One conversation. Every field has an empty form, so that forgetting is a new State."""

    language: Language | None = None
    language_chosen: bool = False
    """The person asked for it; until then the language of each message is followed."""
    region: str | None = None
    municipality: str | None = None
    role: str | None = None
    """The person's work, in their own words."""
    intent: str | None = None
    text: str | None = None
    """The idea or question that the present answers are about, in the person's words."""
    themes: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    topic: str | None = None
    programme: str | None = None
    """The scheme that «og når er fristen?» is about."""
    rules: tuple[str, ...] = ()
    """Ids of the rules behind the last answer, for «Hvorfor?»."""
    readings: tuple[Reading, ...] = ()
    pending: Pending | None = None
    misses: int = 0
    undo: tuple[Before, ...] = ()
    """How things were followed before the last change, for «Angre»."""
    draft: Draft | None = None
    """An idea that was begun and not sent."""
    asked: tuple[str, ...] = ()
    """Questions about ideas, as their buttons say, that were here in an earlier turn: what comes
    now is no longer their answer, unless the person says so."""

    def with_(self, **changes: Any) -> "State":
        """Give a copy with some fields changed."""
        return replace(self, **changes)

    def dump(self) -> str:
        """Write as JSON, leaving out what is empty."""
        return json.dumps(
            {key: value for key, value in asdict(self).items() if value}, ensure_ascii=False
        )

    @classmethod
    def load(cls, text: str) -> "State":
        """Read what `dump` wrote; fields that this version does not know are left out."""
        known = {field.name for field in fields(cls)}
        raw = {key: value for key, value in json.loads(text).items() if key in known}
        for key in ("themes", "needs", "rules", "asked"):
            raw[key] = tuple(raw.get(key, ()))
        raw["readings"] = tuple(Reading(**reading) for reading in raw.get("readings", ()))
        raw["undo"] = tuple(_before(it) for it in raw.get("undo", ()))
        if pending := raw.get("pending"):
            raw["pending"] = Pending(
                pending["question"], pending["intent"], tuple(pending.get("options", ()))
            )
        if draft := raw.get("draft"):
            raw["draft"] = _draft(draft)
        return cls(**raw)


def _draft(raw: dict[str, Any]) -> Draft:
    return Draft(**{**raw, "themes": tuple(raw["themes"]), "needs": tuple(raw["needs"])})


def _before(raw: dict[str, Any]) -> Before:
    wish = raw["wish"]
    kept = Wish(**{**wish, "leads": Lead(wish["leads"])}) if wish else None
    return Before(raw["kind"], raw["subject"], kept)
