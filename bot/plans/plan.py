"""A work-back plan: what must be done before an application is sent, and by when."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from knowledge.records.base import LocalMoment, Texts
from knowledge.records.funding import Call, Programme
from knowledge.records.places import Municipality
from knowledge.records.requirements import Requirement
from knowledge.records.steps import Lead

Basis = Literal["deadline", "opening", "given", "usual", "rolling", "unknown"]
"""What a plan counts back from: a date that is known, one that the person gave, the earliest that
is usual, or none."""

StepState = Literal["ahead", "now", "missed", "undated"]
"""``ahead``: its day is to come. ``now``: its day is past, but this week will do. ``missed``: it
no longer fits. ``undated``: the plan has no day to count from, only an order."""


@dataclass(frozen=True, slots=True)
class PlannedStep:
    """One step with its days, local in the plan's zone."""

    id: str
    """Stable within the plan: «committee», «send»."""
    texts: Texts
    """A clause with its verb first, as it stands after «Denne uken:»."""
    state: StepState
    first: date | None = None
    """The first day of a window; None where only the last day counts."""
    by: date | None = None
    """The last day; for a missed step the day that it should have been done by."""
    lead: Lead | None = None
    """How long before the day that the plan counts from, where it was given so."""
    fulfils: tuple[Requirement, ...] = ()
    derived: bool = True
    """Our reading of the sources, not said by one."""


@dataclass(frozen=True, slots=True)
class Plan:
    """The steps towards one call, or towards the next round of a programme."""

    id: str
    """What it was asked for by, and what addresses and reminders name: the id of a call or
    programme, with «=2027-03-01» after it where the person gave the date."""
    programme: Programme
    call: Call | None
    """The round that it counts from, where one is known."""
    municipality: Municipality | None
    basis: Basis
    moment: LocalMoment | None
    """What it counts back from, with the wall time where the source has one."""
    confirmed: bool
    """False where that date is usual, provisional or inferred."""
    zone: str
    """IANA zone of `moment` and of all days."""
    steps: tuple[PlannedStep, ...]
    """In order; the last one is to send. Missed ones are left out."""
    missed: tuple[PlannedStep, ...] = ()

    @property
    def day(self) -> date | None:
        """The day that it counts back from."""
        return date.fromisoformat(self.moment[:10]) if self.moment else None

    @property
    def derived(self) -> bool:
        """Whether any of its steps is our own reading."""
        return any(step.derived for step in (*self.steps, *self.missed))
