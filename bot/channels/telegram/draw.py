"""A reply as messages of Telegram: the answer, its cards, where it is from, and the buttons."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from bot.channels.telegram.keyboard import Keyboard, keyboard
from bot.channels.telegram.limits import MOST_MARKS, MOST_TEXT, units
from bot.channels.telegram.rich_text import Text, join, of_context, of_heading, of_line
from bot.message import Card, Reply

_CARD: Final = "blockquote"
_GAP: Final = "\n\n"


@dataclass(frozen=True, slots=True)
class Drawn:
    """One message: the same as HTML and as plain text."""

    html: str
    plain: str
    marks: int = 0
    """Stretches of it that Telegram counts as marked."""
    keyboard: Keyboard | None = None


@dataclass(frozen=True, slots=True)
class _Part:
    """Lines that stand together, in a frame where one is named."""

    lines: tuple[Text, ...]
    frame: str = ""


def draw(reply: Reply, home: str) -> tuple[Drawn, ...]:
    """Draw a reply; `home` is the address of our pages, without a slash at the end.

    It is one message, but for a reply that no one message holds; the last has the buttons.
    """
    messages = [_whole(parts) for parts in _messages(_parts(reply))]
    keys = keyboard(reply, home)
    last = len(messages) - 1
    return tuple(
        Drawn(text.html, text.plain, text.marks, keys if index == last else None)
        for index, text in enumerate(messages)
    )


def _parts(reply: Reply) -> Iterator[_Part]:
    answers = len(reply.lines) > 1
    lines = (of_line(it, bold=answers and n == 0) for n, it in enumerate(reply.lines))
    said = tuple(text for line in lines for text in line)
    if said:
        yield _Part(said)
    for card in reply.cards:
        yield _Part(tuple(_card(card)), _CARD)
    if reply.context:
        yield _Part(tuple(of_context(reply.context)))


def _card(card: Card) -> Iterator[Text]:
    yield from of_heading(card.heading, card.url)
    for row in card.rows:
        yield from of_line(row)
    if card.context:
        yield from of_context(card.context)


def _messages(parts: Iterable[_Part]) -> Iterator[Sequence[_Part]]:
    """Put as many parts into one message as it holds; what no message holds is taken apart."""
    held: list[_Part] = []
    for part in _small(parts):
        if held and not _fits([*held, part]):
            yield held
            held = []
        held.append(part)
    if held:
        yield held


def _small(parts: Iterable[_Part]) -> Iterator[_Part]:
    for part in parts:
        held: tuple[Text, ...] = ()
        for line in part.lines:
            if held and not _fits([_Part((*held, line), part.frame)]):
                yield _Part(held, part.frame)
                held = ()
            held = (*held, line)
        yield _Part(held, part.frame)


def _fits(parts: Sequence[_Part]) -> bool:
    text = _whole(parts)
    return units(text.plain) <= MOST_TEXT and text.marks <= MOST_MARKS


def _whole(parts: Iterable[_Part]) -> Text:
    return join((join(part.lines, "\n", part.frame) for part in parts), _GAP)
