"""A work-back plan as a file.

Its steps are events of whole days and no to-dos: Google Calendar leaves VTODO out, Outlook takes
none from a file, and Apple's calendar passes them on to another program.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot.calendars.entry import Entry, alarms
from bot.calendars.stamps import Stamp
from bot.notices.words.names import plain_name
from bot.plans.plan import Plan, PlannedStep
from bot.plans.said import plan_lines
from bot.speech.sentences import capital
from bot.speech.speaker import Speaker
from knowledge.moments import moment

_FIRST: Final = date(2026, 1, 1)


def plan_entries(say: Speaker, plan: Plan, now: datetime) -> Iterator[Entry]:
    """Give an entry for each step that has a day; none where the plan has only an order.

    A plan is worked out anew each day, so its entries are as new as the day (UTC).
    """
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    stamp = Stamp(max((midnight.date() - _FIRST).days, 0), midnight)
    text = _text(say, plan)
    for step in plan.steps:
        if step.by:
            yield _entry(say, plan, step, stamp, text)


def _text(say: Speaker, plan: Plan) -> str:
    """Give the whole plan, so that each step says where it stands in it.

    In a conversation one is told of another date; a file stays as it is.
    """
    lines = [line for line in plan_lines(say, plan) if line != say.line("plan.other_date")]
    if plan.derived:
        lines.append(say.line("plan.derived"))
    lines.append(say.line("calendar.plan.stays"))
    return "\n".join(line.plain for line in lines)


def _entry(say: Speaker, plan: Plan, step: PlannedStep, stamp: Stamp, text: str) -> Entry:
    begin, end = _span(plan, step)
    said = capital(say.of(dict(step.texts)))
    entry = say.text("calendar.step", step=said, name=plain_name(say, plan.programme))
    place = f"-{plan.municipality.id}" if plan.municipality else ""
    return Entry(
        uid=f"plan-{plan.id}-{step.id}{place}@idelos",
        stamp=stamp,
        summary=entry if plan.confirmed else say.text("calendar.unsure", entry=entry),
        description=text,
        begin=begin,
        end=end,
        status="CONFIRMED" if plan.confirmed else "TENTATIVE",
        is_busy=False,
        alarms=alarms(begin, weeks_ahead=False),
        url=(plan.call or plan.programme).website.address,
    )


def _span(plan: Plan, step: PlannedStep) -> tuple[date, date | None]:
    """Give the last day of a step; to send lasts until the time of the deadline itself."""
    by = step.by or _FIRST
    if step is plan.steps[-1] and plan.moment and "T" in plan.moment and by == plan.day:
        return moment(plan.moment, plan.zone).astimezone(ZoneInfo(plan.zone)), None
    return by, by + timedelta(days=1)
