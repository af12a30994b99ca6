"""What every channel owes to everything that is said in it.

A channel is put under test by a file in `under_test/` and a line in its `__init__.py`: how it
draws a thing, and how what went out is read by an independent reader. The rules are the same for
all; where a channel cannot keep one, `exceptions.py` says so and why.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Protocol, TypeAlias
from urllib.parse import urljoin

from bot.message import Button
from tests.channels.thing import Said, Thing, buttons_of, cards_of, squeezed, words_of

HOME: Final = "https://idelos.example.org"
"""Where our own pages are."""


@dataclass(frozen=True, slots=True)
class Link:
    """Something to follow: what a reader sees, and where it leads."""

    text: str
    url: str


@dataclass(frozen=True, slots=True)
class Drawn:
    """What went out for one thing, as a reader that is not ours understands it."""

    read: str
    """All words that are shown, those on buttons too."""
    plain: str
    """The plain text that is sent beside it: for notifications, screen readers, logs."""
    messages: int = 1
    """How many messages it took."""
    presses: tuple[tuple[str, str], ...] = ()
    """Label and action (as `Action.encode` writes it) of each button that comes back."""
    links: tuple[Link, ...] = ()
    """All links, those of buttons too; pages of ours with `HOME` before them."""
    pings: tuple[str, ...] = ()
    """Whoever is called by it."""
    faults: tuple[str, ...] = ()
    """What the platform would refuse, cut or misread: limits, markup that is not ours."""


class ChannelUnderTest(Protocol):
    """One channel, as the contract sees it."""

    name: str

    def draw(self, said: Said) -> Drawn | None:
        """Draw it as it would be sent, and read it back; None where the channel has no such
        thing as a form or a person's own page."""
        ...


Fault: TypeAlias = str | Button
Rule: TypeAlias = Callable[[Thing, Drawn], Iterator[Fault]]
"""Gives what is wrong with one thing in one channel."""


def _is_within_limits(_: Thing, drawn: Drawn) -> Iterator[Fault]:
    yield from drawn.faults


def _is_one_message(_: Thing, drawn: Drawn) -> Iterator[Fault]:
    if drawn.messages != 1:
        yield f"{drawn.messages} messages"


def _calls_nobody(_: Thing, drawn: Drawn) -> Iterator[Fault]:
    yield from drawn.pings


def _shows_every_word(thing: Thing, drawn: Drawn) -> Iterator[Fault]:
    """As they are: markup that came alive in somebody's words would be missing."""
    shown = squeezed(drawn.read)
    yield from (words for words in words_of(thing.said) if words not in shown)


def _has_a_plain_text(thing: Thing, drawn: Drawn) -> Iterator[Fault]:
    plain = squeezed(drawn.plain)
    yield from (words for words in words_of(thing.said) if words not in plain)


def _gives_back_every_button(thing: Thing, drawn: Drawn) -> Iterator[Fault]:
    """Exactly what was offered, and nothing else; a link opens what its button names."""
    left = Counter(drawn.presses)
    opened = Counter((it.text, it.url) for it in drawn.links)
    for button in buttons_of(thing.said):
        offered = left if button.action else opened
        meant = button.action.encode() if button.action else urljoin(HOME, button.url)
        if not offered[squeezed(button.label), meant]:
            yield button
        offered[squeezed(button.label), meant] -= 1
    yield from (f"{label}: {action}" for (label, action), times in left.items() if times > 0)


def _leads_where_it_says(thing: Thing, drawn: Drawn) -> Iterator[Fault]:
    """A link is ours, or its text is its address."""
    ours = {urljoin(HOME, it.url) for it in buttons_of(thing.said) if it.url}
    ours |= {it.url for it in cards_of(thing.said) if it.url}
    for link in drawn.links:
        shown = re.sub(r"^(https?://|mailto:)", "", link.url)
        said = re.sub(r"^(https?://|mailto:)", "", link.text)
        is_ours = link.url in ours or link.url.startswith(f"{HOME}/")
        if not is_ours and shown.rstrip("/") != said.rstrip("/"):
            yield f"{link.text} leads to {link.url}"


DRAWN: Final = "drawn"
"""The rule that a channel has a shape for the thing at all; where it has none, no other holds."""

RULES: Final[Mapping[str, Rule]] = MappingProxyType(
    {
        "limits": _is_within_limits,
        "one message": _is_one_message,
        "pings": _calls_nobody,
        "words": _shows_every_word,
        "plain text": _has_a_plain_text,
        "buttons": _gives_back_every_button,
        "links": _leads_where_it_says,
    }
)
