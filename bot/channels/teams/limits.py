"""What Teams takes in one message, counted as it counts."""

import json
from collections.abc import Mapping
from typing import Any, Final

MOST_MESSAGE: Final = 80_000
"""Bytes of a whole message: what Microsoft advises, as Teams refuses them from about 100 KB on.
https://learn.microsoft.com/microsoftteams/platform/bots/how-to/format-your-bot-messages"""
ENVELOPE: Final = 2_000
"""Bytes kept free for what a message is sent in."""
BUTTONS: Final = 8_000
"""Bytes kept free for the buttons under it."""


def size(message: Mapping[str, Any] | str) -> int:
    """Count what is sent as JSON, or a text of it, in bytes of UTF-16."""
    text = message if isinstance(message, str) else json.dumps(message, ensure_ascii=False)
    return len(text.encode("utf-16-le", "surrogatepass"))
