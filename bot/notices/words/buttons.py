"""What one can do with a notice at once."""

from datetime import date, timedelta

from bot.message import Button
from bot.notices.words.telling import Telling
from bot.speech import dates
from bot.speech.speaker import Speaker
from bot.working_days import Country, is_working_day
from knowledge.records.events import Event
from knowledge.records.funding import Call, Programme

_NARROW = frozenset({"programme", "series", "body", "call", "event"})
"""What one follows that is about so few things that to stop one means to stop all."""


def snooze(telling: Telling, last: date) -> Button | None:
    """«Minn meg 10. juni»: half-way to the last day; None where it is near."""
    say = telling.say
    day = snooze_day(say.today, last, telling.country)
    if day is None:
        return None
    said = dates.day(day, say.language, today=say.today, weekday=False, year=False)
    argument = f"{telling.told.id}={day}"
    return say.button("notice.button.snooze", "snooze_until", argument, day=said)


def snooze_day(today: date, last: date, country: Country) -> date | None:
    """Give the working day half-way from `today` to `last`; None where there is none between."""
    day = today + timedelta(days=((last - today).days + 1) // 2)
    while day > today and not is_working_day(day, country):
        day -= timedelta(days=1)
    return day if today < day < last else None


def stop(telling: Telling, record: Call | Event | Programme) -> Button:
    """«Slutt å minne meg»: on what one follows; of a wide wish only on this scheme or meeting."""
    kind, _, subject = telling.told.because.partition(":")
    if kind not in _NARROW:
        kind, subject = _narrow(record)
    return telling.say.button("notice.button.stop", "stop", f"{kind}={subject}")


def _narrow(record: Call | Event | Programme) -> tuple[str, str]:
    if isinstance(record, Programme):
        return "programme", record.id
    if isinstance(record, Call):
        return "programme", record.programme
    return ("series", record.series) if record.series else ("event", record.id)


def open_page(say: Speaker, record: Call | Event) -> Button | None:
    """A link to the call or to the page of the meeting."""
    if isinstance(record, Call):
        return say.link("button.open_call", record.website.address)
    return say.link("explain.button.open", record.website.address) if record.website else None


def plan(say: Speaker, record: Call | Programme) -> Button:
    """«Vis plan»."""
    return say.button("notice.button.plan", "plan", record.id)
