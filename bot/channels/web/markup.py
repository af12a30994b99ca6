"""From lines of an answer to HTML: rows grouped, addresses made into links, all else escaped."""

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
_LINK = Markup(
    '<a href="{href}" target="_blank" rel="noopener noreferrer" aria-describedby="new-tab">'
    "{text}</a>"
)
_MAIL = Markup('<a href="mailto:{text}">{text}</a>')


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


def linked(text: str) -> Markup:
    """Give text as HTML where mail and web addresses are links."""
    parts: list[Markup] = []
    end = 0
    for match in _ADDRESS.finditer(text):
        parts += [escape(text[end : match.start()]), _anchor(match)]
        end = match.end()
    return Markup().join([*parts, escape(text[end:])])


def _anchor(match: re.Match[str]) -> Markup:
    if match["mail"]:
        return _MAIL.format(text=match[0])
    href = match[0] if match["url"] else f"https://{match[0]}"
    return _LINK.format(href=href, text=match[0])


def safe_url(url: str) -> str | None:
    """Give the address of a link if a browser may open it: the web and mail, nothing else."""
    return url if _SAFE.match(url) else None
