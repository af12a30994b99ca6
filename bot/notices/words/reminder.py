"""A reminder: time left, what, exact date, what is left to do, why it comes, how to stop it."""

from collections.abc import Iterator

from bot.message import Button, Line
from bot.notices.notice import Notice
from bot.notices.words import buttons
from bot.notices.words.apologies import apologies
from bot.notices.words.attached import attached
from bot.notices.words.envelope import envelope
from bot.notices.words.later import later_button, later_calls, later_line
from bot.notices.words.matter import Matter, matter_of
from bot.notices.words.opening import opening
from bot.notices.words.telling import Telling
from bot.notices.words.to_do import TIME_TO_PLAN, to_do
from bot.notices.words.usual import usual
from bot.notices.words.when import left
from bot.notices.words.why import context
from bot.speech.lines import plain_line
from knowledge.moments import first_day
from knowledge.records.events import Event
from knowledge.records.funding import Call


def reminder(telling: Telling) -> Notice | None:
    """Tell of a date to come; None where it is past or known no more.

    Of a scheme without a date the next call is told, else when it usually closes.
    """
    told, kb = telling.told, telling.say.kb
    kind, _, identity = told.subject.partition(":")
    if kind == "programme" and (programme := kb.programmes.get(identity)):
        return usual(telling, programme)
    matter = matter_of(kb, told.subject, told.lead)
    if matter is None or not matter.is_ahead(told.now):
        return None
    days = left(telling.say, telling.days_until(matter))
    return envelope(
        telling,
        f"{days}: {telling.say.of(matter.record.title)}",
        _lines(telling, matter),
        buttons=_buttons(telling, matter),
        context=context(telling, matter.record),
        attachments=attached(telling, matter),
    )


def _lines(telling: Telling, matter: Matter) -> Iterator[Line | None]:
    sorry = tuple(apologies(telling))
    yield from sorry
    yield from opening(telling, matter, first=not sorry)
    record = matter.record
    if isinstance(record, Call):
        yield to_do(telling.say, record, telling.days_until(matter))
        yield later_line(telling, later_calls(telling, record))
    else:
        yield from event_lines(telling, matter, record)


def event_lines(telling: Telling, matter: Matter, event: Event) -> Iterator[Line]:
    """Where it is, and until when one can sign up."""
    say = telling.say
    if event.place or event.format:
        where = event.place or say.text(f"format.{event.format}")
        yield plain_line(where, say.text("label.where"))
    if matter.what == "starts" and event.sign_up_by and first_day(event.sign_up_by) >= say.today:
        yield plain_line(say.moment(event.sign_up_by), say.text("label.sign_up"))


def _buttons(telling: Telling, matter: Matter) -> Iterator[Button | None]:
    """With time left a snooze and a plan, else the page and what comes later; always the stop."""
    record = matter.record
    page = buttons.open_page(telling.say, record)
    if telling.days_until(matter) >= TIME_TO_PLAN:
        yield buttons.snooze(telling, matter.day)
        yield buttons.plan(telling.say, record) if isinstance(record, Call) else page
    else:
        yield page
        if isinstance(record, Call):
            yield later_button(telling, later_calls(telling, record))
    yield buttons.stop(telling, record)
