"""The form of an idea on the web: what it begins with, and what is wrong with it."""

from collections.abc import Callable, Iterable
from dataclasses import asdict
from datetime import datetime
from typing import get_args

from bot.channels.web.ideas import Filled, IdeaForm
from bot.conversation.forms.idea_fields import WISHES, chosen_from, fields_of, themes
from bot.conversation.service import Conversations
from bot.form import Choice, Faults
from bot.ideas.draft import Draft
from bot.ideas.vocabulary import Aim, Company, IdeaKind
from bot.message import Action, Language, Message, Place
from bot.notices.calendars import calendar_of
from bot.speech.speaker import Speaker


class ConversationForms:
    """Forms that fill in the draft of a conversation."""

    def __init__(self, conversations: Conversations, now: Callable[[], datetime]) -> None:
        self._conversations = conversations
        self._now = now

    async def begin(self, place: Place | None, language: Language) -> IdeaForm:
        """Give a form with what the conversation knows of the idea."""
        draft = await self._conversations.draft(place) if place else Draft("")
        values = {name: it[0] for name, it in fields_of(draft).items() if it}
        return self._form(draft.kind, Filled(**values), language, {})

    async def keep(self, place: Place, filled: Filled, language: Language) -> IdeaForm | None:
        """Keep what was filled in; where something is wrong with it, give the form again."""
        kind = (await self._conversations.draft(place)).kind
        message = Message(
            place,
            self._now(),
            action=Action("idea_form", kind),
            language=language,
            fields={name: (value,) for name, value in asdict(filled).items()},
        )
        faults = self._conversations.faults(message)
        if faults:
            return self._form(kind, filled, language, faults)
        await self._conversations.turn(message)
        return None

    def _form(self, kind: IdeaKind, filled: Filled, language: Language, faults: Faults) -> IdeaForm:
        kb = self._conversations.knowledge
        say = Speaker(language, calendar_of(kb, None).day(self._now()), kb)
        asks = kind == "idea"
        return IdeaForm(
            kind=kind,
            filled=filled,
            municipalities=tuple(_municipalities(say)),
            themes=themes(say),
            wishes=chosen_from(say, "wish", WISHES.get(kind, ())),
            aims=chosen_from(say, "aim", get_args(Aim) if asks else ()),
            companies=chosen_from(say, "company", get_args(Company) if asks else ()),
            faults=faults,
        )


def _municipalities(say: Speaker) -> Iterable[tuple[str, tuple[Choice, ...]]]:
    for region in say.kb.regions.values():
        found = sorted(say.kb.municipalities_in(region.id), key=lambda it: it.name)
        yield say.of(region.names), tuple(Choice(it.id, it.name) for it in found)
