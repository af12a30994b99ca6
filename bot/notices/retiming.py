"""Reminders that wait, for quiet hours or a channel, when their date moves."""

from sqlalchemy import delete

from bot.notices.calendars import calendars
from bot.notices.planning import Planning
from bot.notices.reminders import due_at, lead_of, subject_of
from bot.notices.tables import Delivery
from bot.notices.vocabulary import DAYS, Lead
from knowledge.due import Due


async def retime_reminders(planning: Planning, due: Due) -> None:
    """Take back those that are due later now: they are planned again when their time comes.

    The others wait on, and will tell the date that holds when they go out.
    """
    leads = [lead_of(due, lead) for lead in _leads(due) if not is_overdue(planning, due, lead)]
    await planning.session.execute(
        delete(Delivery).where(
            Delivery.kind == "reminder",
            Delivery.subject == subject_of(due),
            Delivery.lead.in_(leads),
            Delivery.state == "planned",
            ~Delivery.repeated,
        )
    )


def _leads(due: Due) -> tuple[Lead, ...]:
    return (Lead.OPENING,) if due.kind == "opens" else tuple(DAYS)


def is_overdue(planning: Planning, due: Due, lead: Lead) -> bool:
    """Tell whether a reminder of a date should have come before now, for some at least."""
    return any(
        due_at(calendar, due, lead, working_days_only=working_days_only) <= planning.now
        for calendar in calendars(planning.kb)
        for working_days_only in (True, False)
    )
