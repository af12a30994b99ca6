"""What the voice asks of every notice, measured."""

import re
from collections.abc import Iterator

from bot.message import Button, Card, Line
from bot.notices.notice import Notice
from bot.speech.voice import LONGEST_FIRST_SENTENCE, LONGEST_LABEL, broken_rules

_END = re.compile(r"(?<=[.?]) (?=[A-ZÆØÅÄÖ])")
_NO_OPENING = "cli.any"
"""A key whose first sentence may be long: here that is measured by itself."""
_WORDS = 90
_BYTES = 64
_BUTTONS = 3
_CONTEXT = 160
_HEADING, _ROWS, _ROW_LABEL, _ROW = 60, 6, 18, 80


def faults(notice: Notice) -> list[str]:
    """Give what is too long, too many, or should not be said."""
    reply = notice.reply
    said = " ".join(line.plain for line in reply.lines)
    found = [
        *_too_long("title", notice.title, 91),
        *_too_long("first sentence", _END.split(reply.lines[0].plain)[0], LONGEST_FIRST_SENTENCE),
        *_context(reply.context),
        *(fault for button in reply.buttons for fault in _of_button(button)),
        *(fault for card in reply.cards for fault in _of_card(card)),
    ]
    if len(said.split()) > _WORDS:
        found.append(f"{len(said.split())} words")
    if len(reply.buttons) > _BUTTONS:
        found.append(f"{len(reply.buttons)} buttons")
    return found


def unvoiced(notice: Notice) -> list[str]:
    """Give the rules of the voice that the words break; names in them count too."""
    reply = notice.reply
    said = "; ".join(line.plain for line in reply.lines)
    return list(broken_rules(reply.language, _NO_OPENING, (said,), label=False))


def _too_long(what: str, text: str, most: int) -> Iterator[str]:
    if len(text) > most:
        yield f"{what} has {len(text)} characters: {text}"


def _context(line: Line | None) -> Iterator[str]:
    if line:
        yield from _too_long("context", line.plain, _CONTEXT)


def _of_button(button: Button) -> Iterator[str]:
    yield from _too_long("button", button.label, LONGEST_LABEL)
    if button.action and len(button.action.encode().encode()) > _BYTES:
        yield f"action {button.action.encode()}"


def _of_card(card: Card) -> Iterator[str]:
    yield from _too_long("heading", card.heading, _HEADING)
    yield from _context(card.context)
    if not 1 <= len(card.rows) <= _ROWS:
        yield f"{len(card.rows)} rows"
    for row in card.rows:
        yield from _too_long("label", row.label or "", _ROW_LABEL)
        yield from _too_long("row", row.text, _ROW)
