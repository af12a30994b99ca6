"""What an invoke is answered with, in the shapes that Teams reads."""

from collections.abc import Iterable
from typing import Any, Literal

from bot.channels.teams.card import CARD, Json, attached, whole
from bot.channels.teams.listen import Body
from bot.channels.teams.rich_text import of_lines
from bot.message import Language, Line


def acknowledged(text: str) -> Body:
    """Answer a press with a few words beside the button."""
    return _response("application/vnd.microsoft.activity.message", text)


def in_place(card: Json) -> Body:
    """Answer a press with what stands in the place of the card, for this person alone."""
    return _response(CARD, card)


def dialog(title: str, card: Json, height: Literal["small", "large"] = "large") -> Body:
    """Open a dialog, or show another one in its place."""
    shown = {"title": title, "width": "medium", "height": height, "card": attached(card)}
    return {"task": {"type": "continue", "value": shown}}


def dialog_saying(lines: Iterable[Line], language: Language) -> Body:
    """Say something in a dialog, which ends there.

    It is a card: a plain message is only said to be shown where a dialog was sent, not where one
    opens.
    """
    return dialog("Idélos", whole(list(of_lines(lines)), language), "small")


def found(result: Json) -> Body:
    """Answer a search."""
    return {"composeExtension": result}


def found_nothing(text: str) -> Body:
    """Say in the list of a search why it is empty."""
    return found({"type": "message", "text": text})


def _response(kind: str, value: Any) -> Body:
    return {"statusCode": 200, "type": kind, "value": value}
