"""What the form of an idea asks, what can be chosen there, and the draft that it becomes."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any, Final, get_args

from bot.conversation.forms.fault import Fault, fault_in
from bot.conversation.forms.fields import one_of, written
from bot.conversation.reading import LONGEST_KEPT
from bot.form import YES, Choice, Fields
from bot.ideas.draft import Draft
from bot.ideas.vocabulary import Aim, Company, IdeaKind, Wish
from bot.speech.sentences import capital, heading
from bot.speech.speaker import Speaker
from knowledge.base import KnowledgeBase
from knowledge.records.vocabulary import THEMES

LONGEST_TITLE: Final = 120
WISHES: Final[Mapping[IdeaKind, tuple[Wish, ...]]] = MappingProxyType(
    {
        "idea": ("advice", "partner", "money", "training"),
        "support": ("supervision", "evaluation", "method", "problem"),
    }
)
"""What can be wished for; a need for training is a wish of its own."""


def fields_of(draft: Draft) -> dict[str, tuple[str, ...]]:
    """Give what stands in the fields for a draft; a title that follows from the text does not."""
    own_title = draft.title != heading(draft.text)
    values = {
        "text": draft.text,
        "title": draft.title if own_title else "",
        "municipality": draft.municipality or "",
        "theme": next(iter(draft.themes), ""),
        "wish": draft.wish or "",
        "aim": draft.aim or "",
        "company": draft.company or "",
        "people": str(draft.people or ""),
        "shared": YES if draft.shared else "",
    }
    return {name: (it,) if it else () for name, it in values.items()}


def faults_in(kb: KnowledgeBase, fields: Fields) -> dict[str, Fault]:
    """Tell what is wrong with what was filled in, by field."""
    text, people = written(fields, "text"), written(fields, "people")
    nowhere = _region(kb, written(fields, "municipality")) is None
    found = {
        "text": fault_in(text, LONGEST_KEPT) if text else Fault("idea_form.fault.text"),
        "title": fault_in(written(fields, "title"), LONGEST_TITLE),
        "municipality": Fault("idea_form.fault.municipality") if nowhere else None,
        "people": Fault("idea_form.fault.people") if people and not _number(people) else None,
    }
    return {name: fault for name, fault in found.items() if fault}


def draft_of(kb: KnowledgeBase, before: Draft, fields: Fields) -> Draft:
    """Make a draft of what was filled in; what was not asked stays as it was `before`."""
    given = {name: written(fields, name) for name in fields}
    read: dict[str, Any] = {
        "text": given.get("text", ""),
        "title": given.get("title", ""),
        "municipality": given.get("municipality"),
        "themes": (given["theme"],) if given.get("theme") in THEMES else (),
        "wish": one_of(WISHES.get(before.kind, ()), given.get("wish", "")),
        "aim": one_of(get_args(Aim), given.get("aim", "")),
        "company": one_of(get_args(Company), given.get("company", "")),
        "people": _number(given.get("people", "")),
        "shared": bool(given.get("shared")),
    }
    asked = {"themes" if name == "theme" else name for name in given}
    changes = {name: value for name, value in read.items() if name in asked}
    if "people" in asked and changes["people"] != before.people:
        changes["people_to"] = changes["people"]
    region = _region(kb, given.get("municipality", ""))
    return replace(before, region=region or before.region, **changes)


def themes(say: Speaker) -> tuple[Choice, ...]:
    """Give all themes."""
    return tuple(Choice(it, capital(say.text(f"theme.{it}"))) for it in THEMES)


def chosen_from(say: Speaker, field: str, values: Collection[str]) -> tuple[Choice, ...]:
    """Give the choices of «wish», «aim» or «company»."""
    return tuple(Choice(it, capital(say.text(f"idea.{field}.{it}"))) for it in values)


def _region(kb: KnowledgeBase, municipality: str) -> str | None:
    place = kb.municipalities.get(municipality)
    return place.region if place else None


def _number(text: str) -> int | None:
    number = int(text) if text.isascii() and text.isdecimal() and len(text) <= 4 else 0
    return number or None
