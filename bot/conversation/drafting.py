"""An idea put together from what was said in the conversation."""

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from types import MappingProxyType
from typing import Final

from bot.conversation.state import State
from bot.conversation.turn import Turn
from bot.ideas.draft import Draft
from bot.ideas.vocabulary import IdeaKind, Wish
from bot.ideas.way import Way
from bot.speech.sentences import heading, sentences
from intents.idea_wishes import names_area
from intents.own_words import own_words
from intents.services import asked_service

KINDS: Final[Mapping[str, IdeaKind]] = MappingProxyType(
    {
        "route_idea": "idea",
        "find_partners": "idea",
        "find_funding": "idea",
        "get_support": "support",
        "register_training_need": "training",
    }
)
"""Which intents' words can be handed over, and as what."""
_WISHES: Final[Mapping[str, Wish]] = MappingProxyType(
    {"research": "partner", "collaboration": "partner", "competence": "training"}
)
"""What is most likely wished for where this need is said."""
_SERVICES: Final[Mapping[str, Wish]] = MappingProxyType(
    {"supervision": "supervision", "evaluation": "evaluation", "method": "method"}
)
_FEWEST_WORDS: Final = 3
"""A sentence shorter than this («Hei.») does not say what is needed."""
_DIGITS: Final = 12


def draft_of(turn: Turn) -> Draft | None:
    """Make a draft of the conversation's words; None where they are no idea, or from nowhere.

    What was chosen for a draft of the same words before stays.
    """
    state, place = turn.state, turn.municipality
    kind = _kind(turn)
    if kind is None or not state.text or place is None:
        return None
    draft = with_text(Draft("", kind=kind), _words(kind, state.text))
    if state.draft and state.draft.text in (draft.text, state.text):
        draft = state.draft
    elif kind in ("idea", "support"):
        draft = replace(draft, wish=likely_wish(state, kind))
    return replace(
        draft,
        region=place.region,
        municipality=place.id,
        themes=state.themes,
        needs=state.needs,
    )


def _kind(turn: Turn) -> IdeaKind | None:
    """Tell what the conversation's words are; a field to do research on is named as one."""
    kind = KINDS.get(turn.state.intent or "")
    is_area = kind in ("idea", "support") and names_area(turn.state.text or "")
    return "area" if is_area else kind


def with_text(draft: Draft, text: str) -> Draft:
    """Give a draft another text, and the title that follows from it."""
    return replace(draft, text=text, title=heading(text))


def _words(kind: IdeaKind, text: str) -> str:
    """The person's words; of a need for training the first sentence that tells something."""
    if kind != "training":
        return own_words(text)
    told = [it for it in sentences(text) if len(it.split()) >= _FEWEST_WORDS]
    return (told or [text])[0].rstrip(".")


def likely_wish(state: State, kind: IdeaKind) -> Wish:
    """What is most likely wished for; the person sees it and can change it."""
    if kind == "support":
        return _SERVICES.get(asked_service(state.text or "") or "", "problem")
    if state.intent == "find_funding":
        return "money"
    return next((_WISHES[need] for need in state.needs if need in _WISHES), "advice")


async def way_of(turn: Turn, draft: Draft) -> Way:
    """Find out who would get a draft, and keep the reasons for «Hvorfor?»."""
    way = await (await turn.relay()).way(draft)
    stops = [it for it in (way.first, *way.copies) if it]
    turn.remember(rules=tuple(it.referral.rule.id for it in stops))
    return way


async def can_send(turn: Turn) -> bool:
    """Tell whether what was said can be handed over to anybody."""
    draft = draft_of(turn)
    return draft is not None and (await (await turn.relay()).way(draft)).first is not None


def seal(draft: Draft, shown_at: datetime) -> str:
    """Give what the button below a preview says: which text was shown, and when."""
    return f"{_digest(draft)}.{int(shown_at.timestamp())}"


def is_sealed(draft: Draft, given: str) -> bool:
    """Tell whether a draft is still what was shown above the button."""
    return given.partition(".")[0] == _digest(draft)


def _digest(draft: Draft) -> str:
    return hashlib.sha256(repr(draft).encode()).hexdigest()[:_DIGITS]
