"""What letters share: sections that are counted in the first sentence, none of them empty."""

from collections.abc import Iterable, Sequence
from typing import TypeAlias

from bot.message import Card
from bot.notices.words.rows import Row, section
from bot.speech.sentences import cut
from bot.speech.speaker import Speaker

_LONGEST_NAMES = 100

Section: TypeAlias = tuple[str, Sequence[Row]]
"""Name and rows: ``kept``, ``news``, ``opening``, ``closing`` or ``meetings``."""


def counted(say: Speaker, sections: Iterable[Section]) -> str:
    """«to nye eller endrede datoer, én frist som er nær og ett møte»."""
    return say.join(
        say.text(f"letters.count.{name}", count=len(rows), number=say.count(len(rows)))
        for name, rows in sections
        if rows
    )


def cards(say: Speaker, sections: Iterable[Section]) -> tuple[Card, ...]:
    """Show the sections that have rows."""
    shown = (section(say, say.text(f"letters.heading.{name}"), rows) for name, rows in sections)
    return tuple(card for card in shown if card)


def week_of(subject: str) -> int:
    """Give the number of the week of ``week:2026-W49``."""
    return int(subject.rpartition("W")[2])


def names_of(say: Speaker, names: Iterable[str], most: int = 3) -> str:
    """Name the first few of what somebody follows."""
    return cut(say.join(list(dict.fromkeys(names))[:most]), _LONGEST_NAMES)
