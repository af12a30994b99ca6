"""The page before a body meets: what its members should know that day."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from bot.message import Line
from bot.notices.matching import reaches
from bot.notices.notice import Notice
from bot.notices.words import buttons
from bot.notices.words.apologies import apologies
from bot.notices.words.attached import attached
from bot.notices.words.envelope import envelope
from bot.notices.words.found import Findings
from bot.notices.words.letter import Section, cards
from bot.notices.words.matter import Matter, matter_of
from bot.notices.words.opening import opening
from bot.notices.words.reminder import event_lines
from bot.notices.words.telling import Telling
from bot.notices.words.why import context
from knowledge.base import KnowledgeBase
from knowledge.moments import moment
from knowledge.records.events import Event
from knowledge.records.funding import Call

_SEASON = timedelta(weeks=13)
"""From one meeting to the next where none is announced: most bodies meet four times a year."""


def agenda(telling: Telling) -> Notice | None:
    """Give one page; None where the meeting is off, or there is nothing to put on it."""
    told, say = telling.told, telling.say
    matter = matter_of(say.kb, told.subject)
    if matter is None or not isinstance(matter.record, Event) or not matter.is_ahead(told.now):
        return None
    added = (it.card for it in telling.additions)
    shown = (*cards(say, _sections(telling, matter, matter.record)), *added)
    if not shown:
        return None
    return envelope(
        telling,
        say.text("letters.title.agenda", name=say.of(matter.record.title)),
        _lines(telling, matter, matter.record),
        cards=shown,
        buttons=(
            buttons.open_page(say, matter.record),
            say.button("letters.button.deadlines", "deadlines"),
            buttons.stop(telling, matter.record),
        ),
        context=context(telling, matter.record),
        attachments=attached(telling, matter),
    )


def _lines(telling: Telling, matter: Matter, event: Event) -> Iterator[Line]:
    sorry = tuple(apologies(telling))
    yield from sorry
    yield from opening(telling, matter, first=not sorry)
    yield from event_lines(telling, matter, event)
    yield telling.say.line("letters.agenda.holds")


def _sections(telling: Telling, matter: Matter, event: Event) -> Iterator[Section]:
    kb = telling.say.kb

    def wanted(record: Call | Event) -> bool:
        return record.id != event.id and reaches(kb, record, event.region, None)

    held = moment(matter.moment, matter.zone)
    before, after = _before(kb, event, held), _after(kb, event, held)
    findings = Findings(telling)
    yield "since", findings.news(wanted, before)
    yield "until", findings.coming(wanted, after, ("closes", "opens"))
    yield "next", findings.coming(wanted, after + timedelta(days=1), ("starts", "sign_up"))


def _before(kb: KnowledgeBase, event: Event, held: datetime) -> datetime:
    """When the body met last, as far as is known."""
    met = [at for at in _meetings(kb, event, held - 2 * _SEASON, held) if at < held]
    return max(met, default=held - _SEASON)


def _after(kb: KnowledgeBase, event: Event, held: datetime) -> datetime:
    """When the body meets next, as far as is known."""
    meets = [at for at in _meetings(kb, event, held, held + 2 * _SEASON) if at > held]
    return min(meets, default=held + _SEASON)


def _meetings(
    kb: KnowledgeBase, event: Event, start: datetime, end: datetime
) -> Iterator[datetime]:
    for due in kb.due(start, end):
        other = due.record
        same = isinstance(other, Event) and event.body and other.body == event.body
        if due.kind == "starts" and same and other.id != event.id:
            yield due.moment
