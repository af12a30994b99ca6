"""Turns made by hand, so that a skill is tested by itself, whatever understanding thinks."""

from datetime import UTC, datetime
from functools import cache
from typing import cast

from sqlalchemy.ext.asyncio import AsyncSession

from bot.conversation.state import State
from bot.conversation.turn import Turn
from bot.ideas.shared_needs import SharedNeeds
from bot.message import Language, Message, Place, Reply
from bot.notices.desk import Desk
from intents.meaning import Evidence, Intent, Meaning, NameMatch, Scored
from knowledge.base import KnowledgeBase
from knowledge.packs import load_packs

NOW = datetime(2026, 11, 23, 11, tzinfo=UTC)
"""Monday 23 November 2026, the day of the golden dialogues."""

HERE = Place("chat", "1")


@cache
def shipped() -> KnowledgeBase:
    """The knowledge that comes with the product."""
    return KnowledgeBase(load_packs().records)


def meant(
    text: str,
    intent: str,
    *,
    language: Language = "nb",
    themes: tuple[str, ...] = (),
    needs: tuple[str, ...] = (),
    topic: str | None = None,
    names: tuple[NameMatch, ...] = (),
    second: str | None = None,
    cues: tuple[str, ...] = (),
    confidence: float = 0.9,
    alternatives: tuple[str, ...] = (),
) -> Meaning:
    """A message as understood, in as many words as a test needs."""
    return Meaning(
        text=text,
        language=language,
        language_switch=None,
        intent=cast("Intent", intent),
        confidence=confidence,
        alternatives=tuple((cast("Intent", it), 0.1) for it in alternatives),
        second_intent=cast("Intent | None", second),
        names=names,
        themes=tuple(Scored(it, 1.0, it) for it in themes),
        need=needs[0] if needs else None,
        needs=tuple(Scored(it, 1.0) for it in needs),
        topic=topic,
        why=tuple(Evidence("cue", f"intent:{intent}", cue, 1.0) for cue in cues),
    )


def named(kind: str, target: str, name: str, at: int = 0) -> NameMatch:
    """A name found letter for letter."""
    return NameMatch(kind, (target,), name, name, (at, at + len(name)), "official", 1.0)


def turn_of(
    meaning: Meaning | None,
    *,
    municipality: str | None = None,
    region: str | None = None,
    state: State | None = None,
    kb: KnowledgeBase | None = None,
    desk: Desk | None = None,
) -> Turn:
    """One turn of somebody who works there; without `desk` it can keep no wishes."""
    kb = kb or shipped()
    place = kb.municipalities.get(municipality or "")
    state = (state or State()).with_(
        language=meaning.language if meaning else (state.language if state else "nb"),
        municipality=municipality,
        region=place.region if place else region,
    )
    message = Message(HERE, NOW, text=meaning.text if meaning else None)
    return Turn(kb, message, state, NOW.date(), desk or closed_desk(), SharedNeeds(), meaning)


def closed_desk() -> Desk:
    """A desk without a database, for skills that have no business there."""
    return Desk(AsyncSession(), HERE, NOW, ())


def said(reply: Reply) -> list[str]:
    """The lines of a reply as plain text."""
    return [line.plain for line in reply.lines]


def labels(reply: Reply) -> list[str]:
    """The labels of the buttons that are shown at once."""
    return [button.label for button in reply.buttons]
