"""Sentences put together to lines."""

from collections.abc import Iterable

from bot.message import Line, Segment


def one_line(*lines: Line | None, label: str | None = None) -> Line:
    """Set sentences after one another on one line; None is left out."""
    return Line(_joined(lines, " "), label)


def dotted(*lines: Line | None) -> Line:
    """Set things beside one another as a context line does: «a · b»."""
    return Line(_joined(lines, " · "))


def listed(lines: Iterable[Line]) -> Line:
    """Set things after one another as a list does: «a, b»."""
    return Line(_joined(lines, ", "))


def _joined(lines: Iterable[Line | None], between: str) -> tuple[Segment, ...]:
    segments: list[Segment] = []
    for line in lines:
        if line is None:
            continue
        if segments:
            segments.append(Segment(between))
        segments.extend(line.segments)
    return tuple(segments)


def plain_line(text: str, label: str | None = None) -> Line:
    """Make a line of a text from the knowledge, which carries no marks."""
    return Line((Segment(text),), label)
