"""Weekly letters, overviews of municipalities, and the page before a body meets."""

from datetime import timedelta
from typing import Final

from sqlalchemy import ColumnElement, Select, exists, func, literal, or_, select, update
from sqlalchemy.orm import aliased

from bot.notices.calendars import Calendar, calendar_of, calendars
from bot.notices.followers import BECAUSE, living_by
from bot.notices.matching import PLACES
from bot.notices.planning import Occasion, Planning
from bot.notices.reminders import subject_of
from bot.notices.tables import Delivery, Person, Subscription
from bot.notices.vocabulary import IN_LETTER
from knowledge.records.events import Event

_MONDAY: Final = 0
_USEFUL: Final = timedelta(days=6)
_A_DAY: Final = timedelta(days=1)
_LONGEST_HOLIDAY: Final = timedelta(days=8)


async def plan_letters(planning: Planning) -> None:
    """Plan the letters of the latest Monday in this run; those of earlier ones are of no use."""
    told = False
    for calendar in calendars(planning.kb):
        mondays = [
            day
            for day in calendar.mornings(planning.start, planning.now)
            if day.weekday() == _MONDAY
        ]
        if mondays and not told:
            await _close_told(planning)
            told = True
        for day in mondays[-1:]:
            year, week, _ = day.isocalendar()
            at, subject = calendar.at(day), f"week:{year}-W{week:02}"
            digest = Occasion("digest", subject, "", at, at + _USEFUL)
            overview = Occasion("overview", subject, "", at, at + _USEFUL)
            await planning.tell(digest, _letter_readers(calendar))
            await planning.tell(overview, _overview_readers(calendar))


async def plan_agendas(planning: Planning) -> None:
    """Plan the page before a meeting: on the working day before, to those who follow the body."""
    for due in planning.kb.due(planning.start, planning.now + _LONGEST_HOLIDAY):
        event = due.record
        if due.kind != "starts" or not isinstance(event, Event) or event.happening == "cancelled":
            continue
        calendar = calendar_of(planning.kb, event.region)
        day = calendar.working_day(calendar.day(due.moment) - _A_DAY, -_A_DAY)
        if event.body and planning.is_due(calendar.at(day)):
            occasion = Occasion("agenda", subject_of(due), "", calendar.at(day), due.moment)
            await planning.tell(occasion, _members(event.body))


def _letter_readers(calendar: Calendar) -> Select[int, str]:
    """Select those who asked for a weekly letter, or for whom something was kept."""
    kept = exists().where(Delivery.person_id == Person.id, Delivery.state == "gathered")
    weekly = _weekly(Subscription.kind.not_in(PLACES))
    because = func.coalesce(weekly, literal("everything:"))
    return select(Person.id.label("person_id"), because.label("because")).where(
        living_by(calendar), or_(weekly.is_not(None), kept)
    )


def _overview_readers(calendar: Calendar) -> Select[int, str]:
    weekly = _weekly(Subscription.kind.in_(PLACES))
    return select(Person.id.label("person_id"), weekly.label("because")).where(
        living_by(calendar), weekly.is_not(None)
    )


def _weekly(kinds: ColumnElement[bool]) -> ColumnElement[str]:
    """Name one of the things that a person wants to hear of weekly; NULL where there is none."""
    return (
        select(func.min(BECAUSE.element))
        .where(Subscription.person_id == Person.id, Subscription.wanted, Subscription.weekly, kinds)
        .scalar_subquery()
    )


def _members(body: str) -> Select[int, str]:
    return select(Subscription.person_id, BECAUSE).where(
        Subscription.kind == "body", Subscription.subject == body, Subscription.wanted
    )


async def _close_told(planning: Planning) -> None:
    """What was kept for a letter that went out has been told with it."""
    letter = aliased(Delivery)
    sent_at = (
        select(func.max(letter.sent_at))
        .where(
            letter.person_id == Delivery.person_id, letter.kind == "digest", letter.state == "sent"
        )
        .scalar_subquery()
    )
    await planning.session.execute(
        update(Delivery)
        .where(Delivery.state == "gathered", Delivery.try_at <= sent_at)
        .values(state="sent", sent_at=sent_at, outcome=IN_LETTER)
        .execution_options(synchronize_session=False)
    )
