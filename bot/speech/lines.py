"""Sentences put together to lines."""

from bot.message import Line, Segment


def one_line(*lines: Line | None, label: str | None = None) -> Line:
    """Set sentences after one another on one line; None is left out."""
    segments: list[Segment] = []
    for line in lines:
        if line is None:
            continue
        if segments:
            segments.append(Segment(" "))
        segments.extend(line.segments)
    return Line(tuple(segments), label)


def plain_line(text: str, label: str | None = None) -> Line:
    """Make a line of a text from the knowledge, which carries no marks."""
    return Line((Segment(text),), label)
