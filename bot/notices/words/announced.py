"""A date became known: which, how sure, what comes before it."""

from collections.abc import Iterator

from bot.message import Line
from bot.notices.notice import Notice
from bot.notices.words import buttons, names, when
from bot.notices.words.apologies import apologies
from bot.notices.words.attached import attached
from bot.notices.words.envelope import envelope
from bot.notices.words.fitting import fitting, with_title
from bot.notices.words.matter import Matter, matter_of
from bot.notices.words.reminder import event_lines
from bot.notices.words.telling import Telling
from bot.notices.words.to_do import to_do
from bot.notices.words.why import context
from bot.speech.lines import one_line
from knowledge.moments import first_day
from knowledge.records.funding import Call


def announced(telling: Telling) -> Notice | None:
    """Tell that there is a date; None where it is past already or gone again."""
    matter = matter_of(telling.say.kb, telling.told.subject)
    if matter is None or not matter.is_ahead(telling.told.now):
        return None
    record, say = matter.record, telling.say
    plan = buttons.plan(say, record) if isinstance(record, Call) else None
    return envelope(
        telling,
        say.text("notice.title.announced", name=say.of(record.title)),
        _lines(telling, matter),
        buttons=(plan, buttons.open_page(say, record), buttons.stop(telling, record)),
        context=context(telling, record),
        attachments=attached(telling, matter),
    )


def _lines(telling: Telling, matter: Matter) -> Iterator[Line | None]:
    say, record = telling.say, matter.record
    sorry = tuple(apologies(telling))
    yield from sorry
    sentence = fitting(_tries(telling, matter), first=not sorry)
    told = one_line(
        sentence,
        when.clock_remark(telling, matter, sentence),
        when.doubt(say, matter),
        _opens_first(telling, matter),
    )
    yield from with_title(say, matter.record, told)
    if isinstance(record, Call):
        yield to_do(say, record, telling.days_until(matter))
    else:
        yield from event_lines(telling, matter, record)


def _tries(telling: Telling, matter: Matter) -> Iterator[Line]:
    say, record = telling.say, matter.record
    moment = when.moment_of(say, matter)
    for name in names.as_subject(say, matter):
        if isinstance(record, Call) and matter.what == "closes" and record.deadline_label:
            label = say.of(record.deadline_label)
            yield say.line("notice.announced.labelled", name=name, what=label, when=moment)
        else:
            yield say.line(_key(matter), name=name, when=moment)


def _key(matter: Matter) -> str:
    """Only what the giver of the money says for certain is «kunngjort»."""
    record = matter.record
    if not isinstance(record, Call):
        return "notice.announced.event"
    if matter.what == "opens":
        return "notice.announced.opens"
    certain = record.deadline_status in ("confirmed", "rolling") and not record.second_hand
    return "notice.announced" if certain else "notice.announced.new"


def _opens_first(telling: Telling, matter: Matter) -> Line | None:
    """Say when one can begin to apply, where that is still to come."""
    call = matter.record
    if matter.what != "closes" or not isinstance(call, Call) or call.opens is None:
        return None
    if first_day(call.opens) <= telling.say.today:
        return None
    return telling.say.line("notice.opens_first", when=telling.say.moment(call.opens))
