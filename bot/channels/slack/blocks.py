"""A reply as a message of Slack: the answer, its cards, where it is from, and the buttons."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, takewhile
from typing import Any

from bot.channels.cut import pieces
from bot.channels.slack.buttons import Keys, in_groups, rows
from bot.channels.slack.escape import escape, plain_text
from bot.channels.slack.rich_text import MOST_TEXT, Block, of_card, of_lines, words
from bot.message import Card, Language, Line, Reply
from bot.speech.catalogue import catalogue

MOST_BLOCKS = 50
"""Blocks in one message."""
MOST_PLAIN = 4000
"""Characters of the text beside the blocks, as it is sent."""
_MOST_WORDS = 12_000
"""Characters in all blocks of one message: Slack refuses somewhat more and does not say where."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """One message: the same as blocks, and as text for notifications and screen readers."""

    text: str
    blocks: tuple[Block, ...]

    @property
    def arguments(self) -> dict[str, Any]:
        """What goes with the place of a message when it is sent: nothing in it is to be parsed."""
        return {
            "text": self.text,
            "blocks": list(self.blocks),
            "mrkdwn": False,
            "parse": "none",
            "link_names": False,
            "unfurl_links": False,
            "unfurl_media": False,
        }


def draw(reply: Reply, home: str) -> tuple[Drawn, ...]:
    """Draw a reply; `home` is the address of our pages, without a slash at the end.

    It is one message, but for a reply that no one message holds.
    """
    return tuple(
        Drawn(_plain(blocks, reply.language), tuple(blocks))
        for blocks in _messages(_reply(reply, Keys(home)))
    )


def draw_card(card: Card, keys: Keys) -> list[Block]:
    """Draw a card: heading and rows, where it is from, and its buttons."""
    return [*of_card(card), *draw_context(card.context), *rows(card.buttons, card.more, keys)]


def draw_context(line: Line | None) -> list[Block]:
    """Draw where something is from, small and quiet."""
    texts = pieces(line.plain, MOST_TEXT) if line else ()
    elements = [plain_text(text, MOST_TEXT) for text in texts]
    return [{"type": "context", "elements": list(group)} for group in in_groups(elements, 10)]


def _reply(reply: Reply, keys: Keys) -> Iterator[Block]:
    yield from of_lines(reply.lines, bold_first=len(reply.lines) + len(reply.cards) > 1)
    for card in reply.cards:
        yield from draw_card(card, keys)
    yield from draw_context(reply.context)
    yield from rows(reply.buttons, reply.more, keys)


def _messages(blocks: Iterable[Block]) -> Iterator[list[Block]]:
    held: list[Block] = []
    size = 0
    for block in blocks:
        more = len(said(block))
        if len(held) == MOST_BLOCKS or (held and size + more > _MOST_WORDS):
            yield held
            held, size = [], 0
        held.append(block)
        size += more
    if held:
        yield held


def said(block: Block) -> str:
    """Give what a block says, without its looks; buttons say nothing."""
    match block["type"]:
        case "rich_text":
            return words(block["elements"][0]["elements"])
        case "context":
            return "".join(element["text"] for element in block["elements"])
        case _:
            return ""


def _plain(blocks: Sequence[Block], language: Language) -> str:
    """Write what the blocks say as text, cut after a sentence where it is too long."""
    text = "\n".join(filter(None, map(said, blocks)))
    if len(escape(text)) <= MOST_PLAIN:
        return escape(text)
    hint = catalogue(language).text("slack.rest")
    start = next(pieces(text, _room(text, MOST_PLAIN - len(hint) - 1)))
    return f"{escape(start.rstrip())} {hint}"


def _room(text: str, most: int) -> int:
    """Tell how many characters of a text stay within `most` when they are escaped."""
    sizes = accumulate(len(escape(sign)) for sign in text)
    return sum(1 for _ in takewhile(lambda size: size <= most, sizes))
