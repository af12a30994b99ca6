"""A colleague's message on its way to an idea: shown as a quotation, and read back from there.

So it is in Slack only, before those whom it concerns, until somebody fills in the form.
"""

import asyncio
import re
from collections.abc import Sequence
from typing import Any, Final

from bot.channels.cut import shorten
from bot.channels.slack.answer import Answering
from bot.channels.slack.rich_text import Block
from bot.channels.slack.text import plain

_LONGEST: Final = 2500
"""Characters: one block holds them and a note, and so does the field of a form."""
_QUOTATION: Final = "quotation"
_PERSON: Final = re.compile(r"<@([UW][A-Z0-9]+)>")
_MOST_NAMES: Final = 5
"""Slack is asked for so many names; a form does not wait for more."""


async def in_plain(answering: Answering) -> str:
    """Give the text of a message as people see it there, with the names of those it mentions."""
    text = answering.incoming.text or ""
    mentioned = sorted(set(_PERSON.findall(text)))[:_MOST_NAMES]
    names = dict(zip(mentioned, await asyncio.gather(*map(answering.name, mentioned)), strict=True))
    named = _PERSON.sub(lambda found: _marked(found[1], names.get(found[1], "")), text)
    return shorten(plain(named, answering.workspace.installation.bot_user), _LONGEST)


def draw_quotation(text: str) -> Block:
    """Draw a text as a quotation, once in a message."""
    section = {"type": "rich_text_quote", "elements": [{"type": "text", "text": text}]}
    return {"type": "rich_text", "block_id": _QUOTATION, "elements": [section]}


def read_quotation(blocks: Sequence[Any]) -> str:
    """Read it back from the blocks of a message; empty where there is none."""
    return "".join(
        element["text"]
        for block in blocks
        if block.get("block_id") == _QUOTATION
        for section in block["elements"]
        for element in section["elements"]
    )


def _marked(user: str, name: str) -> str:
    """Write a person's name where Slack itself would have; without the signs that it obeys."""
    return f"<@{user}|{re.sub('[<>|&]', '', name)}>"
