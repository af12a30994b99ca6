"""The first sentence of a reminder: as full as 110 characters hold."""

from collections.abc import Iterator

from bot.message import Line
from bot.notices.words import names, when
from bot.notices.words.fitting import fitting, with_title
from bot.notices.words.matter import Matter
from bot.notices.words.telling import Telling
from bot.speech.lines import one_line
from knowledge.records.funding import Call

_SOON = 1
"""Days up to which the date comes first in the sentence."""


def opening(telling: Telling, matter: Matter, *, first: bool = True) -> tuple[Line, ...]:
    """«To uker igjen: … stenger onsdag 17. juni. Klokkeslettet står ikke i kilden.»

    `first` where nothing comes before it.
    """
    days = telling.days_until(matter)
    sentence = fitting(_tries(telling, matter, days), first=first)
    told = one_line(
        sentence,
        when.clock_remark(telling, matter, sentence),
        when.moved(telling.say, matter),
        when.doubt(telling.say, matter),
        _closing(telling, matter),
    )
    return with_title(telling.say, matter.record, told)


def _tries(telling: Telling, matter: Matter, days: int) -> Iterator[Line]:
    """Give the sentence with everything in it, then shorter ones."""
    soon = matter.what == "opens" or (matter.what == "closes" and days <= _SOON)
    forms = (names.as_object if soon else names.as_subject)(telling.say, matter)
    moment = when.moment_of(telling.say, matter)
    zoned = when.with_zone(telling, matter, moment)
    if zoned != moment:
        yield _sentence(telling, matter, days, forms[0], zoned)
    for name in forms:
        yield _sentence(telling, matter, days, name, moment)


def _sentence(telling: Telling, matter: Matter, days: int, name: str, moment: str) -> Line:
    say, record, bare = telling.say, matter.record, name.rstrip(",")
    if matter.what == "closes" and isinstance(record, Call) and record.deadline_label:
        label, left = say.of(record.deadline_label), when.left(say, days)
        return say.line("notice.labelled", left=left, name=bare, what=label, when=moment)
    if matter.what == "starts":
        return say.line("notice.starts", ahead=when.ahead(say, days), when=moment, name=bare)
    if matter.what == "opens":
        return say.line("notice.opens", ahead=when.ahead(say, days), when=moment, name=name)
    if days <= _SOON:
        ahead = when.ahead(say, days)
        return say.line(f"notice.{matter.what}.soon", ahead=ahead, when=moment, name=name)
    return say.line(f"notice.{matter.what}", left=when.left(say, days), when=moment, name=name)


def _closing(telling: Telling, matter: Matter) -> Line | None:
    """Where the opening is told: until when one can apply, or that money is given as it lasts."""
    call = matter.record
    if matter.what != "opens" or not isinstance(call, Call):
        return None
    if call.deadline:
        return telling.say.line("notice.closes_then", when=telling.say.moment(call.deadline))
    rolling = call.deadline_status == "rolling"
    return telling.say.line("notice.rolling" if rolling else "notice.closes_unknown")
