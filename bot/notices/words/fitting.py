"""Sentences that fit: the fullest first, and what is cut from one follows on a line of its own."""

from collections.abc import Iterable

from bot.message import Line
from bot.speech.lines import plain_line
from bot.speech.sentences import cut
from bot.speech.speaker import Speaker
from bot.speech.voice import LONGEST_FIRST_SENTENCE
from knowledge.records.events import Event
from knowledge.records.funding import Call

_LATER_ON = 160
"""Characters of a sentence where another one opens the notice."""
_LONGEST_TITLE = 160


def fitting(tries: Iterable[Line], *, first: bool = True) -> Line:
    """Give the first sentence that is short enough, else the last one. No more are written."""
    longest = LONGEST_FIRST_SENTENCE if first else _LATER_ON
    for line in tries:
        chosen = line
        if len(line.text) <= longest:
            break
    return chosen


def with_title(say: Speaker, record: Call | Event, told: Line) -> tuple[Line, ...]:
    """Add the title on a line of its own where the sentence had no room for it."""
    title = say.of(record.title)
    if title in told.text:
        return (told,)
    return told, plain_line(cut(title, _LONGEST_TITLE), say.text("notice.label.about"))
