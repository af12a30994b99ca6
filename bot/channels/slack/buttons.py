"""Buttons and overflow menus; `bot.channels.slack.press` reads what was pressed."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Any, TypeVar

from bot.channels.markup import is_own_page, safe_url
from bot.channels.slack.escape import plain_text
from bot.channels.slack.rich_text import Block
from bot.message import Button

PRESS, OPEN, SWITCH = "press", "open", "switch"
"""How the ids of elements begin: what means an action, what opens a page, what is on or off."""
NO_ACTION = "/"
"""The value of an option that only opens a page."""

_A_ROW = 5
"""Elements in one row of buttons, and options in one overflow menu."""
_LONGEST_URL = 3000

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Keys:
    """Where our own pages are, and the ids of elements, each given once in a message."""

    home: str
    """Address of our pages, without a slash at the end."""
    _numbers: Iterator[int] = field(default_factory=count)

    def next(self, kind: str) -> str:
        """Give an id that no other element of the message has."""
        return f"{kind}:{next(self._numbers)}"


def rows(buttons: Sequence[Button], more: Sequence[Button], keys: Keys) -> list[Block]:
    """Draw buttons, and after them what stands behind the overflow button, in rows."""
    menus = list(in_groups([it for it in more if _works(it, keys)], _A_ROW))
    elements = [_button(it, keys) for it in buttons if _works(it, keys)]
    elements += [_menu(menu, keys) if len(menu) > 1 else _button(menu[0], keys) for menu in menus]
    return [{"type": "actions", "elements": list(row)} for row in in_groups(elements, _A_ROW)]


def in_groups(things: Sequence[_T], size: int) -> Iterable[Sequence[_T]]:
    """Share things out, in order, in groups of at most `size`."""
    return (things[start : start + size] for start in range(0, len(things), size))


def _works(button: Button, keys: Keys) -> bool:
    return button.action is not None or _opens(button, keys) is not None


def _opens(button: Button, keys: Keys) -> str | None:
    """Give the whole address that a button opens, if a browser may open it."""
    if button.action or not button.url:
        return None
    url = f"{keys.home}{button.url}" if is_own_page(button.url) else safe_url(button.url)
    return url if url and len(url) <= _LONGEST_URL else None


def _button(button: Button, keys: Keys) -> Block:
    drawn: Block = {"type": "button", "text": plain_text(button.label, 75)}
    if button.filled:
        drawn["style"] = "primary"
    if button.action:
        return {**drawn, "action_id": keys.next(PRESS), "value": button.action.encode()}
    return {**drawn, "action_id": keys.next(OPEN), "url": _opens(button, keys)}


def _menu(buttons: Sequence[Button], keys: Keys) -> Block:
    options = [_option(button, keys) for button in buttons]
    return {"type": "overflow", "action_id": keys.next(PRESS), "options": options}


def _option(button: Button, keys: Keys) -> dict[str, Any]:
    text = plain_text(button.label, 75)
    if button.action:
        return {"text": text, "value": button.action.encode()}
    return {"text": text, "value": NO_ACTION, "url": _opens(button, keys)}
