"""A date that somebody was told of fell away."""

import re
from collections.abc import Iterator

from bot.message import Line
from bot.notices.notice import Attachment, Notice
from bot.notices.words import buttons, names
from bot.notices.words.apologies import apologies
from bot.notices.words.attached import attached
from bot.notices.words.envelope import envelope
from bot.notices.words.fitting import fitting, with_title
from bot.notices.words.later import later_calls, later_line
from bot.notices.words.matter import matter_of, record_of
from bot.notices.words.telling import Telling
from bot.notices.words.why import context
from knowledge.records.events import Event
from knowledge.records.funding import Call

_DATE = re.compile(r"\d{4}-\d\d-\d\d(T|$)", re.ASCII)


def cancelled(telling: Telling) -> Notice | None:
    """Say what no longer holds; None where nothing was told, or the day is past all the same."""
    told, say = telling.told, telling.say
    record = record_of(say.kb, told.subject)
    date = told.before or told.lead.partition(" ")[0]
    if not _DATE.match(date) or date[:10] < say.today.isoformat():
        return None
    if record is None:
        gone = say.line("notice.cancelled.gone", when=say.moment(date))
        title, lines = say.text("notice.title.gone"), (*apologies(telling), gone)
        return envelope(telling, title, lines, context=context(telling))
    held = isinstance(record, Call) or record.happening != "cancelled"
    key = "notice.title.fallen" if held else "notice.title.cancelled"
    return envelope(
        telling,
        say.text(key, name=say.of(record.title)),
        (*apologies(telling), *_lines(telling, record, say.moment(date))),
        buttons=(buttons.open_page(say, record), buttons.stop(telling, record)),
        context=context(telling, record),
        attachments=_file(telling, record),
    )


def _file(telling: Telling, record: Call | Event) -> tuple[Attachment, ...]:
    """Give the entry that takes it back; where only a date fell away there is none to give."""
    if record.happening != "cancelled":
        return ()
    return attached(telling, matter_of(telling.say.kb, telling.told.subject, telling.told.lead))


def _lines(telling: Telling, record: Call | Event, moment: str) -> Iterator[Line | None]:
    say, title = telling.say, telling.say.of(record.title)
    this_one = names.this_one(say, record)
    sentence = fitting(say.line(_key(record), name=it, when=moment) for it in (title, this_one))
    yield from with_title(say, record, sentence)
    if isinstance(record, Call) and _key(record) == "notice.cancelled.call":
        yield _instead(telling, record)


def _key(record: Call | Event) -> str:
    """Name what fell away; where its last day or beginning stands, it was another date."""
    if isinstance(record, Call):
        stands = record.deadline and record.happening != "cancelled"
        return "notice.cancelled.date" if stands else "notice.cancelled.call"
    if record.happening == "cancelled":
        return "notice.cancelled.event"
    away = record.happening == "moved" and record.start is None
    return "notice.cancelled.moved" if away else "notice.cancelled.date"


def _instead(telling: Telling, call: Call) -> Line:
    """Tell what there is after it: calls of the scheme, money at any time, or nothing known."""
    if call.deadline_status == "rolling" and call.happening != "cancelled":
        return telling.say.line("notice.rolling")
    later = later_line(telling, later_calls(telling, call))
    return later or telling.say.line("notice.cancelled.no_other")
