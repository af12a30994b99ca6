"""A reminder: time left, what, exact date, what is left to do, why it comes, how to stop it."""

from collections.abc import Iterator

from bot.message import Button, Line, Reply
from bot.notices.notice import Notice
from bot.notices.words import buttons
from bot.notices.words.apologies import apologies
from bot.notices.words.later import later_button, later_calls, later_line
from bot.notices.words.matter import Matter, matter_of
from bot.notices.words.names import title_of
from bot.notices.words.opening import opening
from bot.notices.words.telling import Telling
from bot.notices.words.to_do import TIME_TO_PLAN, to_do
from bot.notices.words.when import left
from bot.notices.words.why import context
from bot.speech.lines import plain_line
from bot.speech.sentences import heading
from knowledge.moments import first_day
from knowledge.records.events import Event
from knowledge.records.funding import Call

LONGEST_TITLE = 90


def reminder(telling: Telling) -> Notice | None:
    """Tell of a date to come; None where it is past or known no more."""
    matter = matter_of(telling.say.kb, telling.told.subject, telling.told.lead)
    if matter is None or matter.is_past(telling.told.now):
        return None
    return Notice(
        title(telling, matter),
        Reply(
            telling.told.language,
            lines(telling, matter),
            buttons=_buttons(telling, matter),
            context=context(telling, matter.record),
        ),
        is_list=True,
        thread=telling.told.subject,
    )


def title(telling: Telling, matter: Matter) -> str:
    """«To uker igjen: SustainGov, forberedende prosjekter»."""
    days = (matter.day - telling.say.today).days
    name = title_of(telling.say, matter)
    return heading(f"{left(telling.say, days)}: {name}", LONGEST_TITLE)


def lines(telling: Telling, matter: Matter) -> tuple[Line, ...]:
    """What is said, the apology for what comes late first."""
    sorry = tuple(apologies(telling))
    record, days = matter.record, (matter.day - telling.say.today).days
    more = (
        (to_do(telling.say, record, days), later_line(telling, later_calls(telling, record)))
        if isinstance(record, Call)
        else _of_event(telling, matter, record)
    )
    return (*sorry, *opening(telling, matter, first=not sorry), *(line for line in more if line))


def _of_event(telling: Telling, matter: Matter, event: Event) -> Iterator[Line | None]:
    say = telling.say
    if event.place or event.format:
        where = event.place or say.text(f"format.{event.format}")
        yield plain_line(where, say.text("label.where"))
    if matter.what == "starts" and event.sign_up_by and first_day(event.sign_up_by) >= say.today:
        yield plain_line(say.moment(event.sign_up_by), say.text("label.sign_up"))


def _buttons(telling: Telling, matter: Matter) -> tuple[Button, ...]:
    """With time left a snooze and a plan, else the page and what comes later; always the stop."""
    record = matter.record
    page = buttons.open_page(telling.say, record)
    chosen: list[Button | None] = [page]
    if (matter.day - telling.say.today).days >= TIME_TO_PLAN:
        plan = telling.say.button("notice.button.plan", "plan", record.id)
        second = plan if isinstance(record, Call) else page
        chosen = [buttons.snooze(telling, matter.day), second]
    elif isinstance(record, Call):
        chosen = [page, later_button(telling, later_calls(telling, record))]
    return (*(button for button in chosen if button), buttons.stop(telling, record))
