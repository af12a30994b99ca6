"""Telegram: HTML read as Telegram reads it, and every page of the keyboard."""

import re
from typing import Final

from bot.channels.markup import stretches
from bot.channels.telegram.check import LimitError, check
from bot.channels.telegram.draw import Drawn as Message
from bot.channels.telegram.draw import draw
from bot.message import Reply
from bot.notices.notice import Notice
from tests.channels.contract import HOME, Drawn, Link
from tests.channels.telegram.reading import Read, keys
from tests.channels.thing import Said, squeezed

_JOINER: Final = "\u2060"
_PING: Final = re.compile(r"(?<!\w)@\w+|(?<![\w/<>])/\w+")
"""What Telegram makes a name or a command of."""


class Telegram:
    """Draws what goes out, and reads it back."""

    name = "telegram"

    def draw(self, said: Said) -> Drawn | None:
        reply = said.reply if isinstance(said, Notice) else said
        if not isinstance(reply, Reply):
            return None
        messages = draw(reply, HOME)
        read = [Read(it.html) for it in messages]
        shown = "\n".join(it.text for it in read)
        pressed = [key for it in messages for key in keys(it.keyboard)]
        labels = [key.label for key in pressed]
        marked = [Link(squeezed(text), url) for it in read for text, url in it.links]
        opened = [Link(squeezed(key.label), key.url) for key in pressed if key.url]
        return Drawn(
            read="\n".join([shown.replace(_JOINER, ""), *labels]),
            plain="\n".join([*(it.plain.replace(_JOINER, "") for it in messages), *labels]),
            messages=len(messages),
            presses=tuple((squeezed(key.label), key.data) for key in pressed if key.data),
            links=(*marked, *_found(shown), *opened),
            pings=tuple(_PING.findall(shown)),
            faults=tuple(fault for it in messages for fault in _faults(it)),
        )


def _found(text: str) -> list[Link]:
    """Find the addresses that Telegram makes links of by itself."""
    return [Link(it.text, it.href) for it in stretches(text) if it.href]


def _faults(message: Message) -> list[str]:
    try:
        check(message)
    except LimitError as error:
        return [str(error)]
    return []
