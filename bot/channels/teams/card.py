"""Adaptive Cards: elements put together, and shared out where one message cannot hold them."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final, TypeAlias

from microsoft_teams.cards import (
    Action,
    AdaptiveCard,
    CardElement,
    Column,
    ColumnSet,
    Container,
    RefreshDefinition,
)

from bot.channels.teams.limits import BUTTONS, ENVELOPE, MOST_MESSAGE, size
from bot.channels.teams.rich_text import words
from bot.message import Language

Json: TypeAlias = dict[str, Any]

CARD: Final = "application/vnd.microsoft.card.adaptive"
"""What Teams calls the kind of thing that a card is."""

_VERSION: Final = "1.5"
_ROOM: Final = MOST_MESSAGE - ENVELOPE - BUTTONS


def whole(
    body: Sequence[CardElement],
    language: Language,
    actions: Sequence[Action] = (),
    refresh: RefreshDefinition | None = None,
) -> Json:
    """Give a card as it is sent, with its words for whoever is shown no card."""
    drawn = AdaptiveCard(
        version=_VERSION,
        lang=language,
        fallback_text=said(body),
        body=list(body),
        actions=list(actions) or None,
        refresh=refresh,
    )
    return drawn.model_dump(exclude_none=True)


def attached(card: Json) -> Json:
    """Give a card as what carries it carries it."""
    return {"contentType": CARD, "content": card}


def said(elements: Iterable[CardElement]) -> str:
    """Give what elements say, without their looks; buttons say nothing."""
    return "\n".join(filter(None, map(_said, elements)))


def shared_out(elements: Iterable[CardElement]) -> Iterator[list[CardElement]]:
    """Put together, in order, as many elements as one message holds."""
    held: list[CardElement] = []
    room = _ROOM
    for element in elements:
        needed = _size(element)
        if held and needed > room:
            yield held
            held, room = [], _ROOM
        held.append(element)
        room -= needed
    if held:
        yield held


def _said(element: CardElement) -> str:
    match element:
        case Container() | Column():
            return said(element.items or ())
        case ColumnSet():
            return said(element.columns or ())
        case _:
            return words(element)


def _size(element: CardElement) -> int:
    """Count an element, and its words twice more: beside the card and for whoever sees none."""
    return size(element.model_dump(exclude_none=True)) + 2 * size(_said(element))
