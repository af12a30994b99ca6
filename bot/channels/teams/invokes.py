"""What an invoke is answered with, in the shapes that Teams reads."""

from typing import Any

from bot.channels.teams.card import Json
from bot.channels.teams.found_card import CARD
from bot.channels.teams.listen import Body


def acknowledged(text: str) -> Body:
    """Answer a press with a few words beside the button."""
    return _response("application/vnd.microsoft.activity.message", text)


def in_place(card: Json) -> Body:
    """Answer a press with what stands in the place of the card, for this person alone."""
    return _response(CARD, card)


def dialog(title: str, card: Json) -> Body:
    """Open a dialog, or show another one in its place."""
    attachment = {"contentType": CARD, "content": card}
    shown = {"title": title, "width": "medium", "height": "large", "card": attachment}
    return {"task": {"type": "continue", "value": shown}}


def said_in_dialog(text: str) -> Body:
    """Say something in a dialog, which ends there."""
    return {"task": {"type": "message", "value": text}}


def found(result: Json) -> Body:
    """Answer a search."""
    return {"composeExtension": result}


def found_nothing(text: str) -> Body:
    """Say in the list of a search why it is empty."""
    return found({"type": "message", "text": text})


def _response(kind: str, value: Any) -> Body:
    return {"statusCode": 200, "type": kind, "value": value}
