"""The first sentence of a notice: as full as 110 characters hold."""

from collections.abc import Iterable, Iterator

from bot.message import Line
from bot.notices.words import names, when
from bot.notices.words.matter import Matter
from bot.notices.words.telling import Telling
from bot.speech.lines import one_line, plain_line
from bot.speech.meetings import event_when
from bot.speech.voice import LONGEST_FIRST_SENTENCE
from knowledge.records.events import Event
from knowledge.records.funding import Call

_SOON = 1
"""Days up to which the date comes first in the sentence."""
_LATER_ON = 160
"""Characters of the same sentence where another one opens the notice."""


def opening(telling: Telling, matter: Matter, *, first: bool = True) -> tuple[Line, ...]:
    """«To uker igjen: … stenger onsdag 17. juni. Klokkeslettet står ikke i kilden.»

    What is cut from the sentence follows: the zone after it, the title on a line of its own.
    `first` where nothing comes before it.
    """
    say, days = telling.say, (matter.day - telling.say.today).days
    longest = LONGEST_FIRST_SENTENCE if first else _LATER_ON
    tries = list(_tries(telling, matter, days))
    sentence, zone_told = next((it for it in tries if len(it[0].text) <= longest), tries[-1])
    told = one_line(
        sentence,
        when.clock_remark(telling, matter, zone_told=zone_told),
        when.doubt(say, matter),
        _closing(telling, matter),
    )
    title = names.title_of(say, matter)
    if title in sentence.text:
        return (told,)
    return told, plain_line(title, say.text("notice.label.about"))


def _tries(telling: Telling, matter: Matter, days: int) -> Iterator[tuple[Line, bool]]:
    """Give the sentence with everything in it, then shorter ones; and whether the zone is told."""
    moment = _moment(telling, matter)
    zone = when.foreign_zone(telling, matter)
    forms = list(_names(telling, matter, days))
    if zone:
        zoned = f"{moment} {telling.say.text('notice.zone', zone=zone)}"
        yield from ((_sentence(telling, matter, days, name, zoned), True) for name in forms[:1])
    yield from ((_sentence(telling, matter, days, name, moment), False) for name in forms)


def _names(telling: Telling, matter: Matter, days: int) -> Iterable[str]:
    if matter.what == "opens" or (matter.what == "closes" and days <= _SOON):
        return names.as_object(telling.say, matter)
    return names.as_subject(telling.say, matter)


def _moment(telling: Telling, matter: Matter) -> str:
    if isinstance(matter.record, Event) and matter.what == "starts":
        return event_when(telling.say, matter.record)
    return telling.say.moment(matter.moment)


def _sentence(telling: Telling, matter: Matter, days: int, name: str, moment: str) -> Line:
    say = telling.say
    left, ahead = when.left(say, days), when.ahead(say, days)
    record = matter.record
    if matter.what == "closes" and isinstance(record, Call) and record.deadline_label:
        label = say.of(record.deadline_label)
        return say.line(
            "notice.labelled", left=left, name=name.rstrip(","), what=label, when=moment
        )
    if matter.what == "opens":
        return say.line("notice.opens", ahead=ahead, when=moment, name=name)
    if matter.what == "starts":
        return say.line("notice.starts", ahead=ahead, when=moment, name=name.rstrip(","))
    if days <= _SOON:
        key = "notice.closes.soon" if matter.what == "closes" else "notice.sign_up.soon"
        return say.line(key, ahead=ahead, when=moment, name=name)
    key = "notice.closes" if matter.what == "closes" else "notice.sign_up"
    return say.line(key, left=left, name=name, when=moment)


def _closing(telling: Telling, matter: Matter) -> Line | None:
    """Where the opening is told: until when one can apply, or that money is given as it lasts."""
    call = matter.record
    if matter.what != "opens" or not isinstance(call, Call):
        return None
    if call.deadline:
        return telling.say.line("notice.closes_then", when=telling.say.moment(call.deadline))
    rolling = call.deadline_status == "rolling"
    return telling.say.line("notice.rolling" if rolling else "notice.closes_unknown")
