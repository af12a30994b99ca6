"""A date moved after somebody was told of it: the new one, and the one before."""

from collections.abc import Iterator

from bot.message import Line
from bot.notices.notice import Notice
from bot.notices.words import buttons, names, when
from bot.notices.words.apologies import apologies
from bot.notices.words.attached import attached
from bot.notices.words.envelope import envelope
from bot.notices.words.fitting import fitting, with_title
from bot.notices.words.matter import Matter, matter_of
from bot.notices.words.telling import Telling
from bot.notices.words.why import context
from bot.speech.lines import one_line
from knowledge.records.funding import Call


def corrected(telling: Telling) -> Notice | None:
    """«Ny dato: …, før: ….»; None where the record is gone or tells what was told."""
    told, say = telling.told, telling.say
    matter = matter_of(say.kb, told.subject, told.lead)
    if matter is None or matter.moment == told.before or not matter.is_ahead(told.now):
        return None
    record = matter.record
    plan = buttons.plan(say, record) if isinstance(record, Call) else None
    return envelope(
        telling,
        say.text("notice.title.corrected", name=say.of(record.title)),
        (*apologies(telling), *_lines(telling, matter)),
        buttons=(
            buttons.snooze(telling, matter.day),
            plan or buttons.open_page(say, record),
            buttons.stop(telling, record),
        ),
        context=context(telling, record),
        attachments=attached(telling, matter),
    )


def _lines(telling: Telling, matter: Matter) -> Iterator[Line]:
    say = telling.say
    sentence = _new_date(telling, matter)
    yield one_line(sentence, when.clock_remark(telling, matter, sentence), when.doubt(say, matter))
    about = (
        say.line(f"notice.concerns.{matter.what}", name=name.rstrip(","))
        for name in names.as_subject(say, matter)
    )
    yield from with_title(say, matter.record, fitting(about))


def _new_date(telling: Telling, matter: Matter) -> Line:
    say, before = telling.say, telling.told.before
    moment = say.moment(matter.moment)
    if before is None:
        return say.line("notice.corrected.first", when=moment)
    same_day = before[:10] == matter.moment[:10]
    key = "notice.corrected.clock" if same_day else "notice.corrected"
    return say.line(key, when=moment, before=say.moment(before))
