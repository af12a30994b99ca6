"""The terminal: plain text, with buttons by their numbers."""

import re

from bot.channels.console.render import buttons, render
from bot.message import Reply
from bot.notices.notice import Notice
from tests.channels.contract import HOME, Drawn, Link
from tests.channels.thing import Said, squeezed

_OPTION = re.compile(r"^  \[(\d+)\] (.*?)(?: <(\S+)>)?$", re.MULTILINE)


class Console:
    """Reads what is printed, and presses what has a number."""

    name = "console"

    def draw(self, said: Said) -> Drawn | None:
        reply = said.reply if isinstance(said, Notice) else said
        if not isinstance(reply, Reply):
            return None
        printed = render(reply, HOME)
        offered = buttons(reply)
        presses, links = [], []
        for number, label, url in _OPTION.findall(printed):
            action = offered[int(number) - 1].action
            if action:
                presses.append((squeezed(label), action.encode()))
            if url:
                links.append(Link(squeezed(label), url))
        odd = {it for it in printed if not it.isprintable() and it not in "\n\u00a0\u2028\u202f"}
        return Drawn(
            read=printed,
            plain=printed,
            presses=tuple(presses),
            links=tuple(links),
            faults=tuple(f"control character {it!r}" for it in sorted(odd)),
        )
