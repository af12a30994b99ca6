"""What letters share: sections that are counted in the first sentence, none of them empty."""

from collections.abc import Iterable, Sequence
from typing import TypeAlias

from bot.message import Card
from bot.notices.words.rows import Row, section
from bot.notices.words.telling import Addition
from bot.speech.sentences import cut
from bot.speech.speaker import Speaker

_NAMES = 3

Section: TypeAlias = tuple[str, Sequence[Row]]
"""Name and rows: ``kept``, ``news``, ``opening``, ``closing`` or ``meetings``."""


def counted(
    say: Speaker, sections: Iterable[Section], additions: Iterable[Addition] = ()
) -> tuple[str, ...]:
    """«to nye eller endrede datoer og ett møte»; then, shorter, all dates together.

    Nothing where there are neither rows nor additions.
    """
    counts = {name: len(rows) for name, rows in sections if rows}
    each = [_count(say, *it) for it in counts.items()]
    together = [_count(say, "all", sum(counts.values()))] if counts else []
    added = [it.what for it in additions]
    whole, short = (*each, *added), (*together, *added)
    return (say.join(whole), say.join(short)) if whole else ()


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
