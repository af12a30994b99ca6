"""Lines of an answer as text runs: labels and the answer bold, uncertain words in italics."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any, Final

from microsoft_teams.cards import CardElement, OpenUrlAction, RichTextBlock, Spacing, TextRun

from bot.channels.cut import pieces
from bot.channels.markup import Stretch, safe_url, stretches
from bot.channels.teams.escape import harmless
from bot.message import Line

MOST_TEXT: Final = 3000
"""Characters in one paragraph; a longer text is several, and any message holds one of them."""

_BOLD: Final = {"weight": "Bolder"}
_QUIET: Final = {"size": "Small", "is_subtle": True}
_UNCERTAIN: Final = {"highlight": True, "italic": True}
"""Teams' colour of warnings is a yellow that cannot be read on white; its highlighter can."""


def of_lines(lines: Iterable[Line], *, bold_first: bool = False) -> Iterator[CardElement]:
    """Draw lines; the first is bold where it is the answer and more stands under it."""
    for index, line in enumerate(lines):
        look = _BOLD if bold_first and index == 0 else {}
        yield from _paragraphs(_runs(line, look), "Small")


def of_heading(text: str, url: str | None = None, **look: Any) -> Iterator[CardElement]:
    """Draw a heading that leads to a page, or nowhere."""
    href = safe_url(url) if url else None
    return _paragraphs(_cut(Stretch(text, href), {**_BOLD, **look}), "Medium")


def of_context(line: Line | None) -> Iterator[CardElement]:
    """Draw where something is from, small and quiet."""
    return _paragraphs(_cut(Stretch(line.plain), _QUIET) if line else (), "Small")


def of_words(text: str, **look: Any) -> Iterator[CardElement]:
    """Draw text of one look, named as a `TextRun` names it."""
    return _paragraphs(_cut(Stretch(text), look), "Small")


def words(element: CardElement) -> str:
    """Give what a paragraph says, without its looks."""
    inlines = element.inlines if isinstance(element, RichTextBlock) else ()
    return "".join(run.text or "" for run in inlines or () if isinstance(run, TextRun))


def _runs(line: Line, look: dict[str, Any]) -> Iterator[TextRun]:
    if line.label:
        yield from _cut(Stretch(f"{line.label}: "), _BOLD)
    for uncertain, segments in groupby(line.segments, key=lambda segment: segment.uncertain):
        styled = {**look, **_UNCERTAIN} if uncertain else look
        for stretch in stretches("".join(segment.text for segment in segments)):
            yield from _cut(stretch, styled)


def _cut(stretch: Stretch, look: dict[str, Any]) -> Iterator[TextRun]:
    """Draw a stretch, cut where it is too long; only a whole address leads anywhere."""
    if stretch.href and len(stretch.text) <= MOST_TEXT:
        look = {**look, "select_action": OpenUrlAction(url=stretch.href)}
    for piece in pieces(stretch.text, MOST_TEXT):
        yield TextRun(text=harmless(piece), **look)


def _paragraphs(runs: Iterable[TextRun], spacing: Spacing) -> Iterator[CardElement]:
    """Put runs beside one another as far as one paragraph holds them."""
    held: list[CardElement] = []
    room = MOST_TEXT
    for run in runs:
        size = len(run.text or "")
        if held and size > room:
            yield RichTextBlock(inlines=held, spacing=spacing)
            held, room = [], MOST_TEXT
        held.append(run)
        room -= size
    if held:
        yield RichTextBlock(inlines=held, spacing=spacing)
