"""What a notice is about: one date of a call or an event."""

from dataclasses import dataclass
from datetime import date, datetime

from bot.notices.vocabulary import Lead
from knowledge.base import KnowledgeBase
from knowledge.due import DueKind
from knowledge.moments import first_day, has_day, moment
from knowledge.records.events import Event
from knowledge.records.funding import Call


@dataclass(frozen=True, slots=True)
class Matter:
    """A call or an event, and which of its dates counts here."""

    record: Call | Event
    what: DueKind
    moment: str
    """Local date, or date and wall time, in `zone`."""
    zone: str

    @property
    def day(self) -> date:
        """The local day."""
        return first_day(self.moment)

    def is_ahead(self, now: datetime) -> bool:
        """Tell whether it is still to come; a day without a time lasts to its end."""
        over = moment(self.moment, self.zone, end_of_day=True) < now
        return not over and self.record.happening != "cancelled"


def record_of(kb: KnowledgeBase, subject: str) -> Call | Event | None:
    """Give the record of ``call:…`` or ``event:…``; None where it is gone."""
    kind, _, identity = subject.partition(":")
    if kind == "call":
        return kb.calls.get(identity)
    return kb.event(identity) if kind == "event" else None


def matter_of(kb: KnowledgeBase, subject: str, lead: str = "") -> Matter | None:
    """Find what ``call:…`` or ``event:…`` is about; None where it is gone or has no day.

    `lead` is that of the delivery, which for a correction begins with the new date, or a `DueKind`.
    """
    record = record_of(kb, subject)
    if isinstance(record, Call):
        return _of_call(record, lead)
    return _of_event(kb, record, lead) if record else None


def _of_call(call: Call, lead: str) -> Matter | None:
    """The last day counts, unless the lead is the opening or only that is known."""
    of = lead.partition(" ")[0]
    if call.opens and (of in (Lead.OPENING.name, "opens", call.opens) or call.deadline is None):
        return Matter(call, "opens", call.opens, call.zone)
    return Matter(call, "closes", call.deadline, call.zone) if call.deadline else None


def _of_event(kb: KnowledgeBase, event: Event, lead: str) -> Matter | None:
    region = kb.regions.get(event.region)
    if region is None:
        return None
    if event.sign_up_by and lead.partition(" ")[0] in ("sign_up", event.sign_up_by):
        return Matter(event, "sign_up", event.sign_up_by, region.zone)
    if event.start and has_day(event.start):
        return Matter(event, "starts", event.start, region.zone)
    return None
