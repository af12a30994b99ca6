"""When the steps of somebody's plan are told, and when anew because a date moved."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import select, update

from bot.notices.calendars import Calendar, calendar_of
from bot.notices.planning import Planning
from bot.notices.tables import Delivery, Person
from bot.plans.plan import PlannedStep
from bot.plans.work_back import work_back
from knowledge.records.events import Event
from knowledge.records.funding import Call

_AHEAD: Final = timedelta(days=7)
_A_DAY: Final = timedelta(days=1)


def step_due(step: PlannedStep, calendar: Calendar) -> datetime | None:
    """Give when a step is told: as its time begins, or a week before its last day.

    None for a step without a day. On a working day, in the morning.
    """
    if step.by is None:
        return None
    day = step.first or step.by - _AHEAD
    return calendar.at(calendar.working_day(day, _A_DAY))


async def retime_steps(planning: Planning, record: Call | Event) -> None:
    """Move the steps that wait to where the plan has them now that its date is another."""
    if isinstance(record, Event):
        return
    subjects = (f"call:{record.id}", f"programme:{record.programme}")
    waiting = await planning.session.execute(
        select(Delivery.subject, Person.region, Person.municipality)
        .join(Person, Person.id == Delivery.person_id)
        .where(Delivery.kind == "step", Delivery.state == "planned", Delivery.subject.in_(subjects))
        .distinct()
    )
    for subject, region, municipality in waiting:
        for step, at in _days(planning, subject, region, municipality):
            people = select(Person.id).where(
                Person.region.is_not_distinct_from(region),
                Person.municipality.is_not_distinct_from(municipality),
            )
            await planning.session.execute(
                update(Delivery)
                .where(
                    Delivery.kind == "step",
                    Delivery.state == "planned",
                    Delivery.subject == subject,
                    Delivery.lead == step,
                    Delivery.person_id.in_(people),
                )
                .values(due_at=at, try_at=at)
            )


def _days(
    planning: Planning, subject: str, region: str | None, municipality: str | None
) -> Iterator[tuple[str, datetime]]:
    kb, calendar = planning.kb, calendar_of(planning.kb, region)
    place = kb.municipalities.get(municipality or "")
    identity = subject.partition(":")[2]
    plan = work_back(kb, identity, calendar.day(planning.now), place)
    for step in plan.steps if plan else ():
        if at := step_due(step, calendar):
            yield step.id, at
