"""Reminders of dates: so long before a call closes or a meeting begins, and when a call opens."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import ColumnElement, or_

from bot.notices.calendars import Calendar, calendars, reminded_at
from bot.notices.followers import followers, living_by
from bot.notices.planning import Occasion, Planning
from bot.notices.tables import Person
from bot.notices.vocabulary import DAYS, Lead
from knowledge.due import Due
from knowledge.moments import moment
from knowledge.records.events import Event

_SLACK: Final = timedelta(days=8)
"""No row of days off is longer, so no reminder is shifted further."""
_NEWS: Final = timedelta(days=14)
"""So long it is news that a call without a last day has opened."""


async def plan_reminders(planning: Planning) -> None:
    """Plan the reminders that are due."""
    for due, lead in _near(planning):
        for at, readers in _turns(planning, due, lead).items():
            name, told = lead_of(due, lead), told_of(due)
            occasion = Occasion("reminder", subject_of(due), name, at, _until(due), told)
            chosen = followers(planning.kb, due.record, lead, at).where(or_(*readers))
            await planning.tell(occasion, chosen)


def subject_of(due: Due) -> str:
    """Give what deliveries name a record by: ``call:…`` or ``event:…``."""
    return f"{'event' if isinstance(due.record, Event) else 'call'}:{due.record.id}"


def text_of(due: Due) -> str:
    """Give a date as its record writes it: local, with the wall time where there is one."""
    record = due.record
    if isinstance(record, Event):
        return (record.sign_up_by if due.kind == "sign_up" else record.start) or ""
    return (record.opens if due.kind == "opens" else record.deadline) or ""


def told_of(due: Due) -> str:
    """Give the form in which `Delivery.told` keeps a date."""
    return f"{due.kind}={text_of(due)}"


def lead_of(due: Due, lead: Lead) -> str:
    """Give the name of a lead; those of a sign-up are told apart from those of the meeting."""
    return f"sign_up {lead.name}" if due.kind == "sign_up" else str(lead.name)


def due_at(calendar: Calendar, due: Due, lead: Lead, *, working_days_only: bool) -> datetime:
    """Give when a reminder is due for those who live by a calendar."""
    return reminded_at(
        calendar, due.moment, lead, timed=due.has_time, working_days_only=working_days_only
    )


def _near(planning: Planning) -> Iterator[tuple[Due, Lead]]:
    """Give the dates that lie as far ahead as one of the leads, more or less."""
    for lead, days in (*DAYS.items(), (Lead.OPENING, 0)):
        first, last = (at + timedelta(days=days) for at in (planning.start, planning.now))
        for due in planning.kb.due(first - _SLACK, last + _SLACK):
            is_opening = due.kind == "opens"
            if is_opening == (lead is Lead.OPENING) and due.record.happening != "cancelled":
                yield due, lead


def _turns(planning: Planning, due: Due, lead: Lead) -> dict[datetime, list[ColumnElement[bool]]]:
    """Give the moments in this run at which a reminder is due, and for whom each is."""
    found: dict[datetime, list[ColumnElement[bool]]] = {}
    for calendar in calendars(planning.kb):
        for working_days_only in (True, False):
            at = due_at(calendar, due, lead, working_days_only=working_days_only)
            if planning.is_due(at):
                readers = Person.working_days_only.is_(working_days_only)
                found.setdefault(at, []).append(living_by(calendar) & readers)
    return found


def _until(due: Due) -> datetime:
    """Give until when a reminder is of use."""
    if due.kind != "opens" or isinstance(due.record, Event):
        return due.moment
    closes = due.record.deadline
    if closes is None:
        return due.moment + _NEWS
    return moment(closes, due.record.zone, end_of_day=True)
