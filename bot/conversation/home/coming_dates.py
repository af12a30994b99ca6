"""The next dates on a person's own page: three deadlines and three meetings where they work."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from itertools import chain, islice
from typing import Final

from bot.conversation.coming import Stretch, due_here, usual_schemes
from bot.conversation.schemes import scheme_row
from bot.conversation.skills.list_meetings import NOT_MEETINGS
from bot.conversation.skills.whats_on import due_row
from bot.conversation.turn import Turn
from bot.home import Section
from bot.message import Button, Line
from bot.speech.citations import Citations
from knowledge.due import Due
from knowledge.records.events import Event
from knowledge.records.funding import Programme

_AHEAD: Final = timedelta(days=365)
_SHOWN: Final = 3


def coming_dates(turn: Turn) -> tuple[Section, ...]:
    """Give both; nothing while nobody knows where the person works."""
    region, say = turn.region, turn.say
    if region is None:
        return ()
    stretch = Stretch(turn.today, turn.today + _AHEAD, named=False)
    due = tuple(due_here(turn, region, stretch))
    closing = [it for it in due if it.kind == "closes"]
    meeting = [it for it in due if it.kind == "starts" and _is_meeting(it)]
    deadlines = say.button("help.button.deadlines", "deadlines")
    meetings = say.button("help.button.meetings", "intent", "list_meetings")
    return (
        _section(turn, "deadlines", closing, usual_schemes(turn, region, stretch), deadlines),
        _section(turn, "meetings", meeting, (), meetings),
    )


def _is_meeting(due: Due) -> bool:
    return isinstance(due.record, Event) and due.record.kind not in NOT_MEETINGS


def _section(
    turn: Turn, name: str, due: Sequence[Due], usual: Iterable[Programme], every: Button
) -> Section:
    """What is announced comes first; what is usual fills up."""
    say, citations, rows = turn.say, Citations(turn.say), list[Line]()
    known = ((it.record, due_row(turn, it)) for it in due)
    guessed = ((it, scheme_row(turn, it)) for it in usual)
    for record, row in islice(((it, row) for it, row in chain(known, guessed) if row), _SHOWN):
        rows.append(row)
        citations.record(record)
    sources = citations.line() if rows else None
    lines = rows or [say.line(f"home.{name}.none")]
    return Section(
        say.text(f"home.{name}"), (*lines, *((sources,) if sources else ())), buttons=(every,)
    )
