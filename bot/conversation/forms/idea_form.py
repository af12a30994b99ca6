"""The form of an idea: kept as the conversation's draft, and shown before it is sent."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final, get_args

from bot.conversation.form_draft import begun, kept, understood
from bot.conversation.forms.fields import said, written
from bot.conversation.forms.idea_fields import (
    LONGEST_TITLE,
    WISHES,
    chosen_from,
    draft_of,
    faults_in,
    fields_of,
    themes,
)
from bot.conversation.forms.skill import not_taken
from bot.conversation.places import by_size
from bot.conversation.reading import LONGEST_KEPT
from bot.conversation.skills.send_idea import show
from bot.conversation.turn import Turn
from bot.form import Choice, Faults, Field, Fields, Form
from bot.ideas.draft import Draft
from bot.ideas.vocabulary import IdeaKind
from bot.message import Action, Reply
from bot.speech.speaker import Speaker

_NAME: Final = "idea_form"


class IdeaForm:
    """Asks for an idea. The argument is its kind; without one, that of the conversation's."""

    async def show(self, turn: Turn, argument: str) -> Form:
        """Give the form with the draft of the conversation, or with a text that was given."""
        given = turn.message.fields
        draft = _before(turn, argument, written(given, "text"))
        value = {**fields_of(draft), **given}
        return Form(
            action=Action(_NAME, draft.kind),
            language=turn.language,
            title=turn.say.text(f"forms.idea.title.{_asked_as(draft.kind)}"),
            lines=(turn.say.line("idea_form.lead"),),
            fields=tuple(
                replace(it, value=value.get(it.name, ())) for it in _fields(turn, draft.kind)
            ),
            submit=turn.say.text("forms.idea.submit"),
        )

    def faults(self, say: Speaker, _: str, fields: Fields) -> Faults:
        """Tell what is missing or may not be kept."""
        return said(say, faults_in(say.kb, fields))

    async def fill(self, turn: Turn, argument: str, fields: Fields) -> Reply:
        """Keep the draft and show what would be sent."""
        faults = self.faults(turn.say, argument, fields)
        if faults:
            return not_taken(turn, Action(_NAME, argument), faults)
        draft = draft_of(turn.kb, _before(turn, argument, written(fields, "text")), fields)
        if turn.meaning:
            draft = understood(draft, turn.meaning)
        turn.state = kept(turn.state, draft, turn.language)
        return await show(turn, draft)


def _before(turn: Turn, argument: str, text: str) -> Draft:
    """Give the draft that the form is about; another kind or another idea begins anew."""
    draft = begun(turn.state)
    kind: IdeaKind = next((it for it in get_args(IdeaKind) if it == argument), draft.kind)
    if kind == draft.kind and text in ("", draft.text):
        return draft
    return Draft(text, kind=kind, region=draft.region, municipality=draft.municipality)


def _asked_as(kind: IdeaKind) -> IdeaKind:
    """A field to do research on is asked for as an idea is."""
    return "idea" if kind == "area" else kind


def _fields(turn: Turn, kind: IdeaKind) -> Iterator[Field]:
    say = turn.say
    yield Field(
        "text",
        say.text(f"idea_form.text.{_asked_as(kind)}"),
        "text",
        required=True,
        hint=say.text("idea_form.text.help"),
        most=LONGEST_KEPT,
    )
    places, where = tuple(_municipalities(turn)), say.text("idea_form.municipality")
    yield Field("municipality", where, "choice", choices=places, required=True)
    if kind == "training":
        yield Field("people", say.text("idea_form.people"), "line", most=4)
    if kind in WISHES:
        wishes = chosen_from(say, "wish", WISHES[kind])
        yield Field("wish", say.text("idea_form.wish"), "choice", choices=wishes)
    hint = say.text("forms.idea.theme.hint")
    yield Field("theme", say.text("idea_form.theme"), "choice", choices=themes(say), hint=hint)
    hint = say.text("idea_form.own_title.help")
    yield Field("title", say.text("idea_form.own_title"), "line", hint=hint, most=LONGEST_TITLE)
    hint = say.text("idea_form.shared.help")
    yield Field("shared", say.text("idea_form.shared"), "switch", hint=hint)


def _municipalities(turn: Turn) -> Iterator[Choice]:
    """All that are served, the person's own region first; of the others the region is named."""
    own = turn.region
    for region in sorted(by_size(turn), key=lambda it: it != own):
        name = turn.say.of(region.names)
        for place in sorted(turn.kb.municipalities_in(region.id), key=lambda it: it.name):
            yield Choice(place.id, place.name if region == own else f"{place.name} ({name})")
