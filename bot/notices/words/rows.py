"""Rows of a letter, «date · title · one fact», and the cards that hold them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.message import Card, Line
from bot.notices.words.matter import Matter
from bot.notices.words.names import plain_name, unnamed_scheme
from bot.notices.words.why import cited
from bot.speech import dates
from bot.speech.lines import dotted, listed, plain_line
from bot.speech.sentences import cut, heading
from bot.speech.speaker import Speaker
from knowledge.records.events import Event
from knowledge.records.funding import Call

_ROWS = 5
_WIDTH = 80
_LONGEST_FACT = 30
_CONTEXT = 160


@dataclass(frozen=True, slots=True)
class Row:
    """One date of a letter; `news` is the key of what is new about it."""

    subject: str
    record: Call | Event
    matter: Matter | None
    """None: its date fell away."""
    news: str | None = None


def section(say: Speaker, title: str, rows: Sequence[Row]) -> Card | None:
    """Show at most five rows and how many more there are; None for none: no empty headings."""
    if not rows:
        return None
    shown = [_row(say, row) for row in rows[:_ROWS]]
    left = len(rows) - _ROWS
    if left > 0:
        shown.append(say.line("letters.more", count=left, number=say.count(left)))
    return Card("list", title, tuple(shown), context=_sources(say, rows[:_ROWS]))


def _row(say: Speaker, row: Row) -> Line:
    """The date as label; the title is cut so that the fact has room."""
    fact = _fact(say, row)
    room = _WIDTH - (len(fact.text) + 3 if fact else 0)
    title = plain_line(heading(say.of(row.record.title), room))
    told = dotted(title, fact)
    if row.matter is None:
        return told
    day = dates.day(row.matter.day, say.language, today=say.today, weekday=False)
    return Line(told.segments, day)


def _fact(say: Speaker, row: Row) -> Line | None:
    """The one thing to know beside the date: that it is off, unsure, or new; else whose it is."""
    record, matter = row.record, row.matter
    if matter is None or record.happening == "cancelled":
        off = "cancelled" if isinstance(record, Event) else "gone"
        return say.line(f"letters.fact.{off}")
    found = [
        say.line(f"letters.fact.{doubt}") if (doubt := _doubt(record)) else None,
        say.line(f"letters.fact.{row.news}") if row.news else None,
        say.line(f"letters.fact.{matter.what}") if matter.what in ("opens", "sign_up") else None,
        _from_listing(say, record),
    ]
    told = [line for line in found if line]
    return listed(told) if told else _whose(say, record)


def _doubt(record: Call | Event) -> str | None:
    if isinstance(record, Call) and record.deadline_status in ("provisional", "inferred"):
        return record.deadline_status
    listed = isinstance(record, Call) and record.second_hand
    return None if record.verified or listed else "unverified"


def _from_listing(say: Speaker, record: Call | Event) -> Line | None:
    listed = isinstance(record, Call) and record.second_hand
    return say.line("letters.fact.listing") if listed else None


def _whose(say: Speaker, record: Call | Event) -> Line | None:
    if isinstance(record, Event):
        return plain_line(cut(record.place, _LONGEST_FACT)) if record.place else None
    scheme = unnamed_scheme(say, record)
    return plain_line(cut(plain_name(say, scheme), _LONGEST_FACT)) if scheme else None


def _sources(say: Speaker, rows: Iterable[Row]) -> Line | None:
    """Cite each source once, as many as the line has room for."""
    parts: dict[str, Line] = {}
    room = _CONTEXT
    for row in rows:
        for part in cited(say, row.record):
            if part.text not in parts and len(part.text) + 3 <= room:
                parts[part.text] = part
                room -= len(part.text) + 3
    return dotted(*parts.values()) if parts else None
