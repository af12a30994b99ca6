"""Dates that became known, moved or fell away since the knowledge was planned from last."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Final, cast

from sqlalchemy import ColumnElement, Select, delete, exists, func, select, update

from bot.notices.calendars import calendar_of
from bot.notices.followers import followers
from bot.notices.planning import Occasion, Planning
from bot.notices.reminders import lead_of, subject_of, text_of, told_of
from bot.notices.retiming import is_overdue, retime_reminders
from bot.notices.steps import retime_steps
from bot.notices.tables import Delivery, KnownDate, Person
from bot.notices.vocabulary import DAYS, Lead
from bot.notices.words.matter import record_of
from knowledge.due import Due, DueKind
from knowledge.moments import has_day, moment
from knowledge.records.events import Event
from knowledge.records.funding import Call

_HORIZON: Final = timedelta(days=3700)
_OUT: Final = ("sent", "uncertain", "sending")
"""States in which somebody has been told, or may have been."""
_NEWS: Final = ("closes", "starts")

_Key = tuple[str, DueKind]
"""What deliveries name the record by, and which of its dates it is."""


@dataclass(frozen=True, slots=True)
class _Known:
    moment: str | None
    sequence: int


async def plan_changes(planning: Planning, *, first_run: bool) -> None:
    """Compare the dates ahead with those known before; tell what is new, moved or gone.

    The first run only remembers them.
    """
    known = await _known_dates(planning)
    ahead = {(subject_of(due), due.kind): due for due in _dates_ahead(planning)}
    for key, due in ahead.items():
        before = known.get(key)
        if before is None:
            await _remember(planning, key, text_of(due))
            if not first_run:
                await _tell_new(planning, key, due)
        elif before.moment != text_of(due):
            await _change(planning, key, text_of(due), before)
            await _tell_moved(planning, key, due, before.sequence + 1)
    for key, before in known.items():
        if key not in ahead and before.moment and _fell_away(planning, key, before.moment):
            await _change(planning, key, None, before)
            await _tell_gone(planning, key, before)


async def _known_dates(planning: Planning) -> dict[_Key, _Known]:
    rows = await planning.session.execute(
        select(KnownDate.record, KnownDate.what, KnownDate.moment, KnownDate.sequence)
    )
    return {
        (record, cast("DueKind", what)): _Known(text, sequence)
        for record, what, text, sequence in rows
    }


def _dates_ahead(planning: Planning) -> Iterator[Due]:
    """Give all dates to come but those that a rule of a series gives: they are no news."""
    for due in planning.kb.due(planning.now, planning.now + _HORIZON):
        record = due.record
        by_rule = isinstance(record, Event) and record.id not in planning.kb.events
        if record.happening != "cancelled" and not (by_rule and record.happening == "planned"):
            yield due


def _fell_away(planning: Planning, key: _Key, text: str) -> bool:
    """Tell a date that is gone from one that has merely passed, or was set right to a past day."""
    if text[:10] < planning.now.date().isoformat():
        return False
    record = record_of(planning.kb, key[0])
    if record is None or record.happening == "cancelled":
        return True
    return not has_day(_date_in(record, key[1]) or "")


def _date_in(record: Call | Event, what: DueKind) -> str | None:
    if isinstance(record, Call):
        return record.opens if what == "opens" else record.deadline
    return record.sign_up_by if what == "sign_up" else record.start


async def _remember(planning: Planning, key: _Key, text: str) -> None:
    record, what = key
    planning.session.add(
        KnownDate(record=record, what=what, moment=text, sequence=0, changed_at=planning.now)
    )
    await planning.session.flush()


async def _change(planning: Planning, key: _Key, text: str | None, before: _Known) -> None:
    record, what = key
    values = {"moment": text, "sequence": before.sequence + 1, "changed_at": planning.now}
    at = (KnownDate.record == record, KnownDate.what == what)
    await planning.session.execute(update(KnownDate).where(*at).values(values))


async def _tell_new(planning: Planning, key: _Key, due: Due) -> None:
    """A date became known; one that is new here because it moved is a correction as well."""
    record = due.record
    opening_only = due.kind == "opens" and isinstance(record, Call) and record.deadline is None
    if due.kind in _NEWS or opening_only:
        lead = str(Lead.ANNOUNCED.name)
        occasion = Occasion("announced", key[0], lead, planning.now, due.moment, told_of(due))
        readers = followers(planning.kb, record, Lead.ANNOUNCED, planning.now)
        await planning.tell(occasion, readers.where(_unaware(key)))
        await _tell_overdue(planning, key, due)
        await retime_steps(planning, record)
    if record.moved_from:
        await _tell_moved(planning, key, due, sequence=0)


async def _tell_moved(planning: Planning, key: _Key, due: Due, sequence: int) -> None:
    await _take_back(planning, key)
    lead = f"{text_of(due)} {sequence}"
    occasion = Occasion("corrected", key[0], lead, planning.now, due.moment, told_of(due))
    await planning.tell(occasion, _told_otherwise(key, told_of(due)))
    await retime_reminders(planning, due)
    await _tell_overdue(planning, key, due)
    await retime_steps(planning, due.record)


async def _tell_overdue(planning: Planning, key: _Key, due: Due) -> None:
    """Remind those who would have heard before now, had the date been known, and have not."""
    for lead in (Lead.OPENING,) if due.kind == "opens" else DAYS:
        if is_overdue(planning, due, lead):
            name, told = lead_of(due, lead), told_of(due)
            occasion = Occasion("reminder", key[0], name, planning.now, due.moment, told)
            readers = followers(planning.kb, due.record, lead, planning.now)
            await planning.tell(occasion, readers.where(_unaware(key)))


async def _take_back(planning: Planning, key: _Key) -> None:
    """Corrections to a date that has moved once more are not sent."""
    subject, what = key
    await planning.session.execute(
        delete(Delivery).where(
            Delivery.kind == "corrected",
            Delivery.subject == subject,
            Delivery.told.startswith(f"{what}=", autoescape=True),
            Delivery.state == "planned",
            ~Delivery.repeated,
        )
    )


async def _tell_gone(planning: Planning, key: _Key, before: _Known) -> None:
    text = str(before.moment)
    useful_until = moment(text, calendar_of(planning.kb, None).zone, end_of_day=True)
    gone = f"{key[1]}="
    lead = f"{text} {before.sequence + 1}"
    occasion = Occasion("cancelled", key[0], lead, planning.now, useful_until, gone)
    await planning.tell(occasion, _told_otherwise(key, gone))


def _told_otherwise(key: _Key, told: str) -> Select[int, str]:
    """Select those whose last notice tells another date than this one."""
    last = _last_told(key).subquery()
    return select(last.c.person_id, last.c.because).where(last.c.place == 1, last.c.told != told)


def _unaware(key: _Key) -> ColumnElement[bool]:
    """Hold for people to whom nothing about a date was sent, and for whom nothing waits."""
    subject, what = key
    return ~(
        exists()
        .where(
            Delivery.person_id == Person.id,
            Delivery.subject == subject,
            Delivery.state.in_((*_OUT, "planned", "gathered")),
            Delivery.told.startswith(f"{what}=", autoescape=True),
        )
        .correlate(Person)
    )


def _last_told(key: _Key) -> Select[int, str, str | None, int]:
    """Select what each person was told of a date, the latest in place 1."""
    subject, what = key
    latest = (Delivery.sent_at.desc().nulls_first(), Delivery.id.desc())
    place = func.row_number().over(partition_by=Delivery.person_id, order_by=latest)
    return select(Delivery.person_id, Delivery.because, Delivery.told, place.label("place")).where(
        Delivery.subject == subject,
        Delivery.state.in_(_OUT),
        Delivery.told.startswith(f"{what}=", autoescape=True),
    )
