"""Lines of an answer as rich text: labels and the answer in bold, uncertain words in italics."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any, Literal, TypeAlias

from bot.channels.cut import pieces
from bot.channels.markup import Stretch, safe_url, stretches
from bot.message import Card, Line

Block: TypeAlias = dict[str, Any]
"""A block, or a part of one, as Slack reads it."""

MOST_TEXT = 3000
"""Characters in one block."""

_BREAK: Block = {"type": "text", "text": "\n"}

_Frame = Literal["rich_text_section", "rich_text_quote"]


def of_lines(lines: Iterable[Line], *, bold_first: bool = False) -> list[Block]:
    """Draw lines; the first is bold where it is the answer and more stands under it."""
    drawn = (_line(line, bold=bold_first and index == 0) for index, line in enumerate(lines))
    return list(_blocks(drawn, "rich_text_section"))


def of_card(card: Card) -> list[Block]:
    """Draw heading and rows of a card, held together by the bar of a quotation."""
    return list(_blocks([_heading(card), *map(_line, card.rows)], "rich_text_quote"))


def _heading(card: Card) -> Iterator[Block]:
    href = safe_url(card.url) if card.url else None
    return _elements(Stretch(card.heading, href), {"bold": True})


def _line(line: Line, *, bold: bool = False) -> Iterator[Block]:
    weight = {"bold": True} if bold else {}
    if line.label:
        yield from _elements(Stretch(f"{line.label}: "), {"bold": True})
    for uncertain, segments in groupby(line.segments, key=lambda segment: segment.uncertain):
        style = {**weight, "italic": True} if uncertain else weight
        for stretch in stretches("".join(segment.text for segment in segments)):
            yield from _elements(stretch, style)


def _elements(stretch: Stretch, style: dict[str, bool]) -> Iterator[Block]:
    styled: Block = {"style": style} if style else {}
    if stretch.href and len(stretch.href) <= MOST_TEXT and len(stretch.text) <= MOST_TEXT:
        yield {"type": "link", "url": stretch.href, "text": stretch.text, **styled}
        return
    for piece in pieces(stretch.text, MOST_TEXT):
        yield {"type": "text", "text": piece, **styled}


def _blocks(lines: Iterable[Iterable[Block]], frame: _Frame) -> Iterator[Block]:
    """Put the lines under one another, on as few blocks as hold them."""
    held: list[Block] = []
    size = 0
    for line in lines:
        for index, element in enumerate(line):
            added = [_BREAK, element] if held and index == 0 else [element]
            more = len(words(added))
            if held and size + more > MOST_TEXT:
                yield _block(held, frame)
                held, size, added, more = [], 0, [element], len(words([element]))
            held += added
            size += more
    if held:
        yield _block(held, frame)


def _block(elements: list[Block], frame: _Frame) -> Block:
    return {"type": "rich_text", "elements": [{"type": frame, "elements": elements}]}


def words(elements: Iterable[Block]) -> str:
    """Give what rich text says, without its looks."""
    return "".join(element["text"] for element in elements)
