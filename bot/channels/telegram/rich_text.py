"""Lines of an answer as HTML: labels and the answer in bold, uncertain words in italics."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from bot.channels.cut import pieces
from bot.channels.markup import safe_url
from bot.channels.telegram.escape import escape, harmless
from bot.channels.telegram.limits import MOST_TEXT, units
from bot.message import Line

MOST_PIECE: Final = MOST_TEXT // 2
"""Signs in one piece of text: each takes two units at the most, so that it fits alone."""


@dataclass(frozen=True, slots=True)
class Text:
    """A stretch of a message, as HTML and as it reads."""

    html: str
    plain: str
    marks: int = 0
    """Stretches in it that Telegram counts as marked."""

    @property
    def units(self) -> int:
        """Its length, as Telegram counts."""
        return units(self.plain)


@dataclass(frozen=True, slots=True)
class _Run:
    """Text of one look."""

    text: str
    tags: str = ""
    """One letter each: ``b`` bold, ``i`` italics."""
    href: str | None = None

    def drawn(self, text: str) -> Text:
        """Draw a part of it."""
        html = escape(text)
        if self.href:
            html = f'<a href="{escape(self.href)}">{html}</a>'
        for tag in self.tags:
            html = f"<{tag}>{html}</{tag}>"
        return Text(html, text, len(self.tags) + bool(self.href))


def of_line(line: Line, *, bold: bool = False) -> Iterator[Text]:
    """Draw a line; it is more than one text where it is too long for one."""
    label = [_Run(f"{line.label}: ", "b")] if line.label else []
    weight = "b" if bold else ""
    said = [_Run(it.text, f"i{weight}" if it.uncertain else weight) for it in line.segments]
    return _texts([*label, *said])


def of_heading(text: str, url: str | None) -> Iterator[Text]:
    """Draw a heading that leads to a page of the web, or nowhere."""
    href = safe_url(url) if url else None
    is_page = href is not None and href.lower().startswith("http")
    return _texts([_Run(text, "b", href if is_page else None)])


def of_context(line: Line) -> Iterator[Text]:
    """Draw where something is from, quietly."""
    return _texts([_Run(line.plain, "i")])


def join(texts: Iterable[Text], separator: str, frame: str = "") -> Text:
    """Put texts together, in a frame of their own where one is named."""
    held = tuple(texts)
    html = separator.join(it.html for it in held)
    return Text(
        f"<{frame}>{html}</{frame}>" if frame else html,
        separator.join(it.plain for it in held),
        sum(it.marks for it in held) + bool(frame),
    )


def _texts(runs: Iterable[_Run]) -> Iterator[Text]:
    """Cut what is too long after a sentence, and let every piece look as it did."""
    runs = [replace(run, text=harmless(run.text)) for run in runs]
    end = 0
    for piece in pieces("".join(run.text for run in runs), MOST_PIECE):
        yield join(_between(runs, end, end + len(piece)), "")
        end += len(piece)


def _between(runs: Iterable[_Run], start: int, end: int) -> Iterator[Text]:
    """Draw what stands from one sign of the runs to another."""
    at = 0
    for run in runs:
        part = run.text[max(start - at, 0) : max(end - at, 0)]
        if part:
            yield run.drawn(part)
        at += len(run.text)
