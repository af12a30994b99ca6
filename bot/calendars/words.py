"""What a calendar entry says: its title, and below it what one must know."""

import re
from collections.abc import Iterator
from typing import Final

from bot.message import Line
from bot.notices.words import when
from bot.notices.words.matter import Matter
from bot.notices.words.to_do import TIME_TO_PLAN, to_do
from bot.speech.citations import Citations
from bot.speech.lines import plain_line
from bot.speech.meetings import event_when
from bot.speech.sentences import capital
from bot.speech.speaker import Speaker
from knowledge.moments import first_day
from knowledge.records.events import Event
from knowledge.records.funding import Call

_BREAKS: Final = re.compile(r"\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_CONTROLS: Final = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_UNSURE: Final = ("provisional", "inferred", "unknown")


def summary(say: Speaker, matter: Matter) -> str:
    """«Frist: Klimasats (foreløpig dato)», «Avlyst: nettverkssamling»."""
    record = matter.record
    if record.happening == "cancelled":
        return say.text("calendar.cancelled", title=say.of(record.title))
    said = _titled(say, matter)
    if not is_tentative(matter):
        return said
    provisional = isinstance(record, Call) and record.deadline_status == "provisional"
    return say.text("calendar.provisional" if provisional else "calendar.unsure", entry=said)


def is_tentative(matter: Matter) -> bool:
    """Tell whether the date itself may still change, by what its source says."""
    record = matter.record
    if isinstance(record, Event):
        return record.year_inferred
    return matter.what == "closes" and record.deadline_status in _UNSURE


def description(say: Speaker, matter: Matter) -> str:
    """Tell what changed, how sure it is, what it is about, and who says so; a line each."""
    record = matter.record
    about = _call(say, matter, record) if isinstance(record, Call) else _event(say, matter, record)
    lines = (*_date(say, matter), *about, _source(say, record))
    return "\n".join(line.plain for line in lines if line)


def one_line(text: str) -> str:
    """Give text on one line, without signs that no calendar shows."""
    return " ".join(clean(text).split())


def clean(text: str) -> str:
    """Give text with line breaks of one kind, and without control characters."""
    return _CONTROLS.sub("", _BREAKS.sub("\n", text))


def _titled(say: Speaker, matter: Matter) -> str:
    record = matter.record
    title = say.of(record.title)
    if matter.what == "starts":
        return capital(title)
    if isinstance(record, Call) and matter.what == "closes" and record.deadline_label:
        label = capital(say.of(record.deadline_label))
        return say.text("calendar.labelled", what=label, title=title)
    return say.text(f"calendar.{matter.what}", title=title)


def _date(say: Speaker, matter: Matter) -> Iterator[Line | None]:
    yield when.moved(say, matter)
    if matter.what != "opens" or not matter.record.verified:
        yield when.doubt(say, matter)
    if "T" not in matter.moment and matter.what in ("closes", "sign_up"):
        yield say.line("deadline.no_clock")


def _call(say: Speaker, matter: Matter, call: Call) -> Iterator[Line | None]:
    if matter.what == "closes" and call.opens and first_day(call.opens) > say.today:
        yield say.line("calendar.also.opens", when=say.moment(call.opens))
    if matter.what == "opens" and call.deadline:
        yield say.line("calendar.also.closes", when=say.moment(call.deadline))
    yield plain_line(say.of(say.kb.programmes[call.programme].names), say.text("label.scheme"))
    yield to_do(say, call, TIME_TO_PLAN)


def _event(say: Speaker, matter: Matter, event: Event) -> Iterator[Line | None]:
    if event.sign_up_by and matter.what == "starts":
        yield plain_line(say.moment(event.sign_up_by), say.text("label.sign_up"))
    if event.start and matter.what == "sign_up":
        yield plain_line(event_when(say, event), say.text("label.when"))
    if event.audience:
        yield plain_line(say.of(event.audience), say.text("label.for_whom"))
    if event.about:
        yield plain_line(say.of(event.about))
    yield plain_line(event.organiser, say.text("label.organiser"))


def _source(say: Speaker, record: Call | Event) -> Line | None:
    citations = Citations(say)
    citations.record(record)
    return citations.line()
