"""The form of an idea: what it begins with, what can be chosen, and what is wrong with it."""

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any, Final, get_args

from bot.casework.faults import Fault, fault_in
from bot.channels.web.cases import Choice
from bot.channels.web.ideas import Filled, IdeaForm
from bot.conversation.reading import LONGEST_KEPT
from bot.conversation.service import Conversations
from bot.ideas.draft import Draft
from bot.ideas.vocabulary import Aim, Company, IdeaKind, Wish
from bot.message import Language, Place
from bot.notices.calendars import calendar_of
from bot.speech.sentences import capital, heading
from bot.speech.speaker import Speaker
from knowledge.records.vocabulary import THEMES

_LONGEST_TITLE: Final = 120
_MOST_PEOPLE: Final = 9_999
_WISHES: Final[Mapping[IdeaKind, tuple[Wish, ...]]] = MappingProxyType(
    {
        "idea": ("advice", "partner", "money", "training"),
        "support": ("supervision", "evaluation", "method", "problem"),
    }
)
"""What can be wished for; a need for training is a wish of its own."""


class ConversationForms:
    """Forms that fill in the draft of a conversation."""

    def __init__(self, conversations: Conversations, now: Callable[[], datetime]) -> None:
        self._conversations = conversations
        self._now = now

    async def begin(self, place: Place | None, language: Language) -> IdeaForm:
        """Give a form with what the conversation knows of the idea."""
        draft = await self._conversations.draft(place) if place else Draft("")
        return self._form(draft.kind, _filled(draft), language, {})

    async def keep(self, place: Place, filled: Filled, language: Language) -> IdeaForm | None:
        """Keep what was filled in; where something is wrong with it, give the form again."""
        before = await self._conversations.draft(place)
        faults = self._faults(filled)
        if faults:
            return self._form(before.kind, filled, language, faults)
        await self._conversations.keep_draft(
            place, self._draft(before.kind, filled), language, self._now()
        )
        return None

    def _faults(self, filled: Filled) -> dict[str, Fault]:
        missing = None if filled.text else Fault("idea_form.fault.text")
        nowhere = self._region(filled.municipality) is None
        uncounted = filled.people and _people(filled) is None
        found = {
            "text": missing or fault_in(filled.text, LONGEST_KEPT),
            "title": fault_in(filled.title, _LONGEST_TITLE),
            "municipality": Fault("idea_form.fault.municipality") if nowhere else None,
            "people": Fault("idea_form.fault.people") if uncounted else None,
        }
        return {name: fault for name, fault in found.items() if fault}

    def _region(self, municipality: str) -> str | None:
        place = self._conversations.knowledge.municipalities.get(municipality)
        return place.region if place else None

    def _draft(self, kind: IdeaKind, filled: Filled) -> Draft:
        return Draft(
            filled.text,
            title=filled.title,
            kind=kind,
            region=self._region(filled.municipality),
            municipality=filled.municipality,
            themes=(filled.theme,) if filled.theme in THEMES else (),
            aim=_one_of(get_args(Aim), filled.aim),
            company=_one_of(get_args(Company), filled.company),
            wish=_one_of(_WISHES.get(kind, ()), filled.wish),
            people=_people(filled),
            shared=bool(filled.shared),
        )

    def _form(
        self, kind: IdeaKind, filled: Filled, language: Language, faults: Mapping[str, Fault]
    ) -> IdeaForm:
        kb = self._conversations.knowledge
        say = Speaker(language, calendar_of(kb, None).day(self._now()), kb)
        asks = kind == "idea"
        return IdeaForm(
            kind=kind,
            filled=filled,
            municipalities=tuple(_municipalities(say)),
            themes=tuple(Choice(it, capital(say.text(f"theme.{it}"))) for it in THEMES),
            wishes=_choices(say, "wish", _WISHES.get(kind, ())),
            aims=_choices(say, "aim", get_args(Aim) if asks else ()),
            companies=_choices(say, "company", get_args(Company) if asks else ()),
            faults={name: it.said(say) for name, it in faults.items()},
        )


def _filled(draft: Draft) -> Filled:
    own_title = draft.title != heading(draft.text)
    return Filled(
        text=draft.text,
        title=draft.title if own_title else "",
        municipality=draft.municipality or "",
        theme=next(iter(draft.themes), ""),
        wish=draft.wish or "",
        aim=draft.aim or "",
        company=draft.company or "",
        people=str(draft.people or ""),
        shared="yes" if draft.shared else "",
    )


def _people(filled: Filled) -> int | None:
    text = filled.people
    number = int(text) if text.isascii() and text.isdecimal() and len(text) <= 4 else 0
    return number if 1 <= number <= _MOST_PEOPLE else None


def _one_of(values: Collection[Any], given: str) -> Any:
    return given if given in values else None


def _choices(say: Speaker, field: str, values: Iterable[str]) -> tuple[Choice, ...]:
    return tuple(Choice(it, capital(say.text(f"idea.{field}.{it}"))) for it in values)


def _municipalities(say: Speaker) -> Iterable[tuple[str, tuple[Choice, ...]]]:
    for region in say.kb.regions.values():
        found = sorted(say.kb.municipalities_in(region.id), key=lambda it: it.name)
        yield say.of(region.names), tuple(Choice(it.id, it.name) for it in found)
