"""What is sent to Telegram is checked first, so that a fault is found here and not as a refusal."""

from bot.channels.telegram.draw import Drawn
from bot.channels.telegram.keyboard import Key, Page
from bot.channels.telegram.limits import (
    MOST_BUTTONS,
    MOST_DATA,
    MOST_IN_A_ROW,
    MOST_MARKS,
    MOST_TEXT,
    units,
)


class LimitError(Exception):
    """Telegram would refuse this. Names the place, not the text."""


def check(drawn: Drawn) -> None:
    """Check a message with all pages of its keyboard. Raises `LimitError`."""
    if not drawn.plain.strip() or units(drawn.plain) > MOST_TEXT:
        raise LimitError(f"{units(drawn.plain)} units of text")
    if drawn.marks > MOST_MARKS:
        raise LimitError(f"{drawn.marks} marks")
    for number, page in enumerate(drawn.keyboard.pages if drawn.keyboard else ()):
        _check_page(page, f"page {number}")


def _check_page(page: Page, place: str) -> None:
    keys = [key for row in page for key in row]
    if not 0 < len(keys) <= MOST_BUTTONS or any(len(row) > MOST_IN_A_ROW for row in page):
        raise LimitError(f"{place}: {len(keys)} buttons")
    for index, key in enumerate(keys):
        _check_key(key, f"{place}, button {index}")


def _check_key(key: Key, place: str) -> None:
    if not key.label.strip():
        raise LimitError(f"{place}: no label")
    if key.data is not None and not 0 < len(key.data.encode()) <= MOST_DATA:
        raise LimitError(f"{place}: {len(key.data.encode())} bytes of data")
