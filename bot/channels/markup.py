"""What channels draw lines with: rows grouped, addresses made into links, all else escaped."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup, escape

from bot.message import Line

_ADDRESS = re.compile(
    r"(?P<mail>[\w.+-]+@(?:[\w-]+\.)+[a-z]{2,})"
    r"|(?P<url>https?://[^\s<>\"«»“”]*[^\s<>\"«»“”.,;:!?)\]'])"
    r"|(?<![\w@./-])(?P<bare>(?:[\w-]+\.)*[\w-]{2,}\.(?:no|se|eu|com|org|net)"
    r"(?:/[\w./%=-]*[\w/=-])?)(?![\w@-]|\.\w)"
)
_SAFE = re.compile(r"https?://[^\s/?#\[\]@\\]|mailto:", re.IGNORECASE)
PLAIN_LINK = Markup('<a href="{href}">{text}</a>')


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that stand together: one sentence, or the rows of one list of facts."""

    rows: bool
    lines: tuple[Line, ...]


def blocks(lines: Iterable[Line]) -> Iterator[Block]:
    """Group neighbouring lines with labels into lists; every sentence stands alone."""
    for rows, group in groupby(lines, key=lambda line: line.label is not None):
        if rows:
            yield Block(True, tuple(group))
        else:
            yield from (Block(False, (line,)) for line in group)


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of text; with `href` it is an address that leads there."""

    text: str
    href: str | None = None


def stretches(text: str) -> Iterator[Stretch]:
    """Find the mail and web addresses in a text; what is given is the whole text, in order."""
    end = 0
    for match in _ADDRESS.finditer(text):
        if match.start() > end:
            yield Stretch(text[end : match.start()])
        yield Stretch(match[0], _href(match))
        end = match.end()
    if end < len(text):
        yield Stretch(text[end:])


def linked(text: str, web: Markup = PLAIN_LINK, mail: Markup = PLAIN_LINK) -> Markup:
    """Give text as HTML where mail and web addresses are links, as the two forms draw them."""
    return Markup().join(_html(each, web, mail) for each in stretches(text))


def _html(stretch: Stretch, web: Markup, mail: Markup) -> Markup:
    if stretch.href is None:
        return escape(stretch.text)
    form = mail if stretch.href.startswith("mailto:") else web
    return form.format(href=stretch.href, text=stretch.text)


def _href(match: re.Match[str]) -> str:
    if match["mail"]:
        return f"mailto:{match[0]}"
    return match[0] if match["url"] else f"https://{match[0]}"


def safe_url(url: str) -> str | None:
    """Give the address of a link if a browser may open it: the web and mail, nothing else."""
    return url if _SAFE.match(url) else None


def is_own_page(url: str) -> bool:
    """Tell whether the address of a link begins at the root of our own pages: ``/calendar/…``."""
    return re.match(r"/(?![/\\])", url) is not None
