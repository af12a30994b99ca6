"""What somebody looked up in the compose box: a list to choose from, and the card of each."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from bot.channels.cut import shorten
from bot.channels.teams.card import Json, attached
from bot.channels.teams.draw import draw
from bot.channels.teams.escape import of_preview
from bot.message import Card, Language, Reply

_PREVIEW: Final = "application/vnd.microsoft.card.thumbnail"
_DESCRIPTION: Final = 120


def found_card(card: Card, language: Language, home: str) -> Json:
    """Draw what was found as an attachment, and in short for the list.

    It is sent by the person, to others: nothing can be pressed on it.
    """
    bare = replace(card, buttons=(), more=())
    [drawn, *_] = draw(Reply(language, (), (bare,)), home)
    rows = shorten(" · ".join(row.text for row in card.rows), _DESCRIPTION)
    short = {"title": of_preview(card.heading), "text": of_preview(rows)}
    return {**attached(drawn.card), "preview": {"contentType": _PREVIEW, "content": short}}


def found_cards(cards: Sequence[Card], language: Language, home: str) -> Json:
    """Give the answer to what was looked up."""
    attachments = [found_card(it, language, home) for it in cards]
    return {"type": "result", "attachmentLayout": "list", "attachments": attachments}
