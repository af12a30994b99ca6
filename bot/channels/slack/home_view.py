"""A person's own page in Slack: the home of the app."""

from collections.abc import Iterable, Iterator

from bot.channels.slack.blocks import draw_card
from bot.channels.slack.buttons import SWITCH, Keys, in_groups, rows
from bot.channels.slack.escape import plain_text
from bot.channels.slack.rich_text import Block, of_lines
from bot.home import Home, Section, Switch
from bot.message import Language, Line, Segment
from bot.speech.catalogue import catalogue

MOST_BLOCKS = 100
"""Blocks in one view."""
_SWITCHES = 10
"""Boxes in one block: each is an element, since an emptied one tells of itself by its id alone."""


def home_view(page: Home, home: str) -> Block:
    """Draw the page; `home` is the address of our pages, without a slash at the end."""
    keys = Keys(home)
    blocks = [block for section in page.sections for block in _section(section, keys)]
    return {"type": "home", "blocks": list(_fitting(blocks, page.language))}


def _section(section: Section, keys: Keys) -> Iterator[Block]:
    yield {"type": "header", "text": plain_text(section.heading, 150)}
    yield from of_lines(section.lines)
    for card in section.cards:
        yield from draw_card(card, keys)
    for group in in_groups(section.switches, _SWITCHES):
        yield {"type": "actions", "elements": [_switch(it, keys) for it in group]}
    yield from rows(section.buttons, section.more, keys)


def _switch(switch: Switch, keys: Keys) -> Block:
    option = {"text": plain_text(switch.label, 75), "value": switch.on.encode()}
    start = {"initial_options": [option]} if switch.is_on else {}
    own = f"{keys.next(SWITCH)}:{switch.off.encode()}"
    return {"type": "checkboxes", "action_id": own, "options": [option], **start}


def _fitting(blocks: list[Block], language: Language) -> Iterable[Block]:
    """Leave out what the view does not hold, and say so."""
    if len(blocks) <= MOST_BLOCKS:
        return blocks
    full = Line((Segment(catalogue(language).text("slack.home_full")),))
    return [*blocks[: MOST_BLOCKS - 1], *of_lines([full])]
