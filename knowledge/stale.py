"""What keepers should look at again: expired, unverified, old, or left behind by the calendar."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from knowledge.base import KnowledgeBase
from knowledge.freshness import freshness, is_old, last_dated, rhythm
from knowledge.kinds import Kind, kind_of
from knowledge.moments import first_day, last_day
from knowledge.records.base import Mailbox, PartialDate, Record
from knowledge.records.events import Event
from knowledge.records.funding import Call, Programme
from knowledge.records.organisations import Body, Contact, Organisation

Code = Literal[
    "expired",
    "unverified",
    "role_unverified",
    "coverage_unverified",
    "old",
    "undated",
    "mailbox_unverified",
    "mailbox_old",
    "no_coming_call",
    "provisional",
    "planned_in_past",
]


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that makes a record worth another look."""

    code: Code
    date: PartialDate | None = None
    """The date that it is about: held until, last seen, last deadline."""
    address: str | None = None
    """The mailbox that it is about."""


@dataclass(frozen=True, slots=True)
class Owner:
    """Whom to ask about a group of records."""

    kind: Literal["organisation", "region", "funder", "common"]
    id: str
    """Id of the organisation or region; the name of a funder; empty for ``common``."""


@dataclass(frozen=True, slots=True)
class Stale:
    """A record that is worth another look, and why."""

    kind: Kind
    id: str
    reasons: tuple[Reason, ...]


def stale(kb: KnowledgeBase, today: date) -> Mapping[Owner, tuple[Stale, ...]]:
    """Gather what is worth another look on `today`, by whom to ask, in pack order.

    Ended records, documents, past calls and past meetings are history and grow no staler.
    """
    found: defaultdict[Owner, list[Stale]] = defaultdict(list)
    for records in kb.records.values():
        for record in records.values():
            reasons = () if _is_history(record, today) else tuple(_reasons(kb, record, today))
            if reasons:
                found[_owner(record)].append(Stale(kind_of(record), record.id, reasons))
    return {owner: tuple(them) for owner, them in found.items()}


def _is_history(record: Record, today: date) -> bool:
    if record.status in ("closed", "replaced") or kind_of(record) == "document":
        return True
    if isinstance(record, Call):
        cancelled = record.happening == "cancelled"
        return cancelled or not record.deadline or first_day(record.deadline) < today
    return isinstance(record, Event) and record.happening != "planned"


def _reasons(kb: KnowledgeBase, record: Record, today: date) -> Iterator[Reason]:
    yield from _reasons_of_age(record, today)
    mailbox = getattr(record, "mailbox", None)
    if isinstance(mailbox, Mailbox):
        yield from _reasons_of_mailbox(mailbox, today)
    if isinstance(record, Contact):
        yield from _reasons_of_contact(record)
    if isinstance(record, Programme):
        yield from _reasons_of_calls(kb, record, today)
    if isinstance(record, Call) and record.deadline_status in ("provisional", "inferred"):
        yield Reason("provisional", record.deadline)
    if isinstance(record, Event) and record.start and last_day(record.start) < today:
        yield Reason("planned_in_past", record.start)


def _reasons_of_age(record: Record, today: date) -> Iterator[Reason]:
    state = freshness(record, today)
    if state.expired:
        yield Reason("expired", state.expired)
    if not (state.verified or state.derived):
        yield Reason("unverified")
    dated = last_dated(record)
    if dated is None:
        yield Reason("undated")
    elif state.old:
        yield Reason("old", dated)


def _reasons_of_mailbox(mailbox: Mailbox, today: date) -> Iterator[Reason]:
    if not mailbox.verified:
        yield Reason("mailbox_unverified", mailbox.as_of, mailbox.address)
    elif mailbox.as_of and is_old(last_day(mailbox.as_of), today):
        yield Reason("mailbox_old", mailbox.as_of, mailbox.address)


def _reasons_of_contact(contact: Contact) -> Iterator[Reason]:
    if not contact.role_verified:
        yield Reason("role_unverified")
    if not contact.covers.verified:
        yield Reason("coverage_unverified")


def _reasons_of_calls(kb: KnowledgeBase, programme: Programme, today: date) -> Iterator[Reason]:
    """A programme that has had rounds, and of whose next one nothing is known."""
    found = rhythm(kb.calls_of(programme.id), programme, today)
    if found.form in ("usual", "once", "varied") and found.rounds:
        yield Reason("no_coming_call", found.rounds[-1].deadline)


def _owner(record: Record) -> Owner:
    if isinstance(record, Organisation):
        return Owner("organisation", record.id)
    if isinstance(record, Contact | Body) and record.organisation:
        return Owner("organisation", record.organisation)
    if isinstance(record, Programme):
        if record.funder_organisation:
            return Owner("organisation", record.funder_organisation)
        return Owner("funder", record.funder)
    region = record.id if kind_of(record) == "region" else getattr(record, "region", None)
    return Owner("region", region) if region else Owner("common", "")
