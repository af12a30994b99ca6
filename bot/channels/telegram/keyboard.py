"""Buttons under a message: a first page, and others that it can turn to.

One keyboard stands under a message, whatever the message holds, and people read it on a phone. So
what is behind the overflow button, and the buttons of several cards, are pages of their own that
the same message turns to.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Final, TypeAlias
from urllib.parse import urlsplit

from pydantic import TypeAdapter

from bot.channels.cut import shorten
from bot.channels.markup import is_own_page, safe_url
from bot.channels.telegram.limits import MOST_URL
from bot.message import Button, Language, Reply
from bot.speech.catalogue import catalogue

TURN: Final = "~"
"""How the data of a key begins that turns to another page; its number follows."""
_WIDTH: Final = 30
"""Signs side by side that a phone shows without cutting them."""
_ABREAST: Final = 3
_LABEL: Final = 40


@dataclass(frozen=True, slots=True)
class Key:
    """One button: it comes back as `data`, or opens `url`."""

    label: str
    data: str | None = None
    url: str | None = None


Page: TypeAlias = tuple[tuple[Key, ...], ...]
"""Rows of keys."""


@dataclass(frozen=True, slots=True)
class Keyboard:
    """All pages, the one shown first being the first."""

    pages: tuple[Page, ...]

    def dump(self) -> str:
        """Write as JSON, leaving out what is empty."""
        return _JSON.dump_json(self, exclude_defaults=True).decode()

    @classmethod
    def load(cls, text: str) -> "Keyboard":
        """Read what `dump` wrote."""
        return _JSON.validate_json(text)


_JSON: Final = TypeAdapter(Keyboard)


def keyboard(reply: Reply, home: str) -> Keyboard | None:
    """Draw the buttons of a reply; `home` is the address of our pages, without a slash at its end.

    None where nothing can be pressed.
    """
    pages = _Pages(reply.language)
    cards = [(it.heading, _keys(it.buttons, home), _keys(it.more, home)) for it in reply.cards]
    cards = [it for it in cards if it[1] or it[2]]
    own, more = _keys(reply.buttons, home), _keys(reply.more, home)
    if len(cards) == 1:
        [(_, of_card, behind)] = cards
        own, more = [*of_card, *own], [*behind, *more]
        cards = []
    headings = [pages.turn_to(heading, [*keys, *behind]) for heading, keys, behind in cards]
    if len(more) > 1:
        more = [pages.turn_to(pages.text("telegram.more"), more)]
    first = (*((key,) for key in headings), *_rows([*own, *more]))
    return Keyboard((first, *pages.others)) if first else None


class _Pages:
    """The pages behind the first one."""

    def __init__(self, language: Language) -> None:
        self.text = catalogue(language).text
        self.others: list[Page] = []

    def turn_to(self, label: str, keys: Sequence[Key]) -> Key:
        """Keep a page, and give the key that turns to it."""
        back = Key(self.text("telegram.back"), f"{TURN}0")
        self.others.append(tuple(_rows([*keys, back])))
        return Key(shorten(label, _LABEL), f"{TURN}{len(self.others)}")


def _keys(buttons: Iterable[Button], home: str) -> list[Key]:
    """Give those that work, the filled ones as they stand: Telegram knows no colours."""
    drawn = (_key(button, home) for button in buttons)
    return [key for key in drawn if key.data or key.url]


def _key(button: Button, home: str) -> Key:
    label = shorten(button.label, _LABEL)
    if button.action:
        return Key(label, data=button.action.encode())
    return Key(label, url=_opens(button.url, home) if button.url else None)


def _opens(url: str, home: str) -> str | None:
    """Give the whole address of a page, if Telegram lets a button open it.

    It refuses mail, machines without a full name, and then the whole message with them.
    """
    whole = f"{home}{url}" if is_own_page(url) else safe_url(url)
    if not whole or len(whole) > MOST_URL:
        return None
    parts = urlsplit(whole)
    return whole if parts.scheme in {"http", "https"} and _is_full(parts.hostname or "") else None


def _is_full(host: str) -> bool:
    try:
        return ip_address(host).version > 0
    except ValueError:
        return "." in host.strip(".")


def _rows(keys: Iterable[Key]) -> Iterator[tuple[Key, ...]]:
    """Put keys side by side as far as a phone has room for their labels."""
    row: tuple[Key, ...] = ()
    for key in keys:
        width = sum(len(it.label) for it in (*row, key))
        if row and (width > _WIDTH or len(row) == _ABREAST):
            yield row
            row = ()
        row = (*row, key)
    if row:
        yield row
