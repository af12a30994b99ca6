"""A reply as messages of Teams."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.message import Reply


@dataclass(frozen=True, slots=True)
class Drawn:
    """One message: the same as a card, and as text for notifications and screen readers."""

    text: str
    card: Mapping[str, Any]


def draw(reply: Reply, home: str) -> tuple[Drawn, ...]:  # noqa: ARG001
    """Draw a reply; `home` is the address of our pages, without a slash at the end."""
    runs = [{"type": "TextRun", "text": reply.plain}]
    body = [{"type": "RichTextBlock", "inlines": runs}]
    return (Drawn(reply.plain, {"type": "AdaptiveCard", "version": "1.5", "body": body}),)
