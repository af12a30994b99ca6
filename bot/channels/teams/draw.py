"""A reply as messages of Teams: a card with the answer first, and the same as plain text."""

from collections.abc import Iterator
from dataclasses import dataclass

from microsoft_teams.cards import CardElement, Container

from bot.channels.teams.buttons import of_buttons, row
from bot.channels.teams.card import Json, said, shared_out, whole
from bot.channels.teams.rich_text import of_context, of_heading, of_lines
from bot.message import Card, Reply


@dataclass(frozen=True, slots=True)
class Drawn:
    """One message: the same as a card, and as text for notifications and screen readers."""

    text: str
    card: Json


def draw(reply: Reply, home: str) -> tuple[Drawn, ...]:
    """Draw a reply; `home` is the address of our pages, without a slash at the end.

    It is one message, but for a reply that no one message holds; the last has the buttons.
    """
    bodies = list(shared_out(_reply(reply, home)))
    buttons = of_buttons(reply.buttons, reply.more, home)
    cards = [whole(body, reply.language) for body in bodies[:-1]]
    cards += [whole(body, reply.language, buttons) for body in bodies[-1:]]
    return tuple(Drawn(said(body), card) for body, card in zip(bodies, cards, strict=True))


def draw_card(card: Card, home: str) -> Iterator[CardElement]:
    """Draw a card in a frame: heading and rows, where it is from, and its buttons."""
    for items in shared_out(_items(card, home)):
        yield Container(items=items, style="emphasis", rounded_corners=True, spacing="Medium")


def _reply(reply: Reply, home: str) -> Iterator[CardElement]:
    yield from of_lines(reply.lines, bold_first=len(reply.lines) + len(reply.cards) > 1)
    for card in reply.cards:
        yield from draw_card(card, home)
    yield from of_context(reply.context)


def _items(card: Card, home: str) -> Iterator[CardElement]:
    yield from of_heading(card.heading, card.url)
    yield from of_lines(card.rows)
    yield from of_context(card.context)
    yield from row(card.buttons, card.more, home)
