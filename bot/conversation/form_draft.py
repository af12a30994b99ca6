"""An idea filled in as a form: what the conversation knows of it, and what is kept for it."""

from dataclasses import replace

from bot.conversation.drafting import KINDS, likely_wish, with_text
from bot.conversation.reading import fields_of, needs_of
from bot.conversation.state import State
from bot.ideas.draft import Draft
from bot.message import Language
from intents.meaning import Meaning
from intents.own_words import own_words


def begun(state: State) -> Draft:
    """Give the draft of a conversation, or what its words would become."""
    if state.draft:
        return state.draft
    kind = KINDS.get(state.intent or "")
    return Draft(
        own_words(state.text) if kind and state.text else "",
        kind=kind or "idea",
        region=state.region,
        municipality=state.municipality,
        themes=state.themes if kind else (),
        wish=likely_wish(state, kind) if kind and kind != "training" else None,
    )


def kept(state: State, draft: Draft, language: Language) -> State:
    """Remember a draft as if it had come of the conversation; the form was in `language`."""
    intent = next((it for it, kind in KINDS.items() if kind == draft.kind), "route_idea")
    return state.with_(
        language=state.language or language,
        draft=draft,
        text=draft.text,
        intent=intent,
        region=draft.region,
        municipality=draft.municipality,
        themes=draft.themes,
        needs=draft.needs,
        pending=None,
    )


def understood(draft: Draft, meaning: Meaning) -> Draft:
    """Take from the text what was not chosen: title, theme and needs."""
    return replace(
        draft,
        title=draft.title or with_text(draft, draft.text).title,
        themes=draft.themes or tuple(it.label for it in fields_of(meaning)),
        needs=needs_of(meaning),
    )
