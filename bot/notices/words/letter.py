"""What letters share: sections that are counted in the first sentence, none of them empty."""

from collections.abc import Iterable, Sequence
from typing import TypeAlias

from bot.message import Card
from bot.notices.words.rows import Row, section
from bot.speech.sentences import cut
from bot.speech.speaker import Speaker

_NAMES = 3

Section: TypeAlias = tuple[str, Sequence[Row]]
"""Name and rows: ``kept``, ``news``, ``opening``, ``closing`` or ``meetings``."""


def counted(say: Speaker, sections: Iterable[Section]) -> tuple[str, ...]:
    """«to nye eller endrede datoer og ett møte»; then, shorter, all of them together.

    Nothing where there are no rows.
    """
    counts = {name: len(rows) for name, rows in sections if rows}
    if not counts:
        return ()
    return say.join(_count(say, *it) for it in counts.items()), _count(
        say, "all", sum(counts.values())
    )


def _count(say: Speaker, name: str, count: int) -> str:
    return say.text(f"letters.count.{name}", count=count, number=say.count(count))


def cards(say: Speaker, sections: Iterable[Section]) -> tuple[Card, ...]:
    """Show the sections that have rows."""
    shown = (section(say, say.text(f"letters.heading.{name}"), rows) for name, rows in sections)
    return tuple(card for card in shown if card)


def week_of(subject: str) -> int:
    """Give the number of the week of ``week:2026-W49``."""
    return int(subject.rpartition("W")[2])


def names_of(say: Speaker, names: Iterable[str], characters: int) -> str:
    """Name the first three of what somebody follows, as far as there is room."""
    return cut(say.join(list(dict.fromkeys(names))[:_NAMES]), characters)
