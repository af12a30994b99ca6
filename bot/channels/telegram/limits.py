"""What Telegram takes in one message, counted as it counts."""

from typing import Final

from telegram.constants import (
    InlineKeyboardButtonLimit,
    InlineKeyboardMarkupLimit,
    MessageLimit,
)

MOST_TEXT: Final = int(MessageLimit.MAX_TEXT_LENGTH)
"""Units of text in one message, without its marks."""
MOST_MARKS: Final = int(MessageLimit.MESSAGE_ENTITIES)
"""Marked stretches in one message: those after them would go unmarked."""
MOST_DATA: Final = int(InlineKeyboardButtonLimit.MAX_CALLBACK_DATA)
"""Bytes that come back with a press."""
MOST_BUTTONS: Final = int(InlineKeyboardMarkupLimit.TOTAL_BUTTON_NUMBER)
MOST_IN_A_ROW: Final = int(InlineKeyboardMarkupLimit.BUTTONS_PER_ROW)
MOST_URL: Final = 2048


def units(text: str) -> int:
    """Count a text in units of UTF-16, as Telegram does: signs beyond U+FFFF are two."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
