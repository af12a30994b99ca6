"""One step in the life of an idea, as it is kept: never changed, never taken away."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from bot.ideas.seat import Seat
from bot.ideas.vocabulary import ActorKind, Outcome, Reason, StepKind


@dataclass(frozen=True, slots=True)
class Step:
    """What happened, who did it and when; fields that the kind has no use for stay empty."""

    kind: StepKind
    by: ActorKind
    at: datetime
    """Aware, UTC."""
    nonce: str
    """Of one press of a button, one link, one tick of the clock: the same never counts twice for
    one idea."""
    person: int | None = None
    seat: Seat | None = None
    """As whose holder the receiver took it."""
    text: str = ""
    """The question, answer, note, addition or new wording, in the person's own words."""
    to: Seat | None = None
    """Who has it from now on: of ``sent``, ``passed_on``, ``escalated`` and ``reassigned``."""
    copies: tuple[Seat, ...] = ()
    """Who is told besides: of ``sent``."""
    rule: str | None = None
    """Id of the routing rule that led there."""
    day: int | None = None
    """Of ``reminded``: after how many working days."""
    reason: Reason | None = None
    outcome: Outcome | None = None
    until: date | None = None
    """Of a parked one: the local day on which it wakes."""
    record: str | None = None
    """``programme:…``: applied to, or parked until one of its calls opens; ``call:…`` that woke it;
    ``idea:…`` that it was introduced to."""

    def details(self) -> dict[str, Any]:
        """Give what is kept as JSON; the rest has columns."""
        found: dict[str, Any] = {
            "text": self.text,
            "to": self.to.key if self.to else None,
            "copies": [it.key for it in self.copies],
            "rule": self.rule,
            "day": self.day,
            "reason": self.reason,
            "outcome": self.outcome,
            "until": self.until.isoformat() if self.until else None,
            "record": self.record,
        }
        return {name: value for name, value in found.items() if value}


def read_details(raw: Mapping[str, Any]) -> dict[str, Any]:
    """Read what `Step.details` wrote as fields of a `Step`."""
    found = dict(raw)
    if "to" in found:
        found["to"] = Seat.read(found["to"])
    if "until" in found:
        found["until"] = date.fromisoformat(found["until"])
    found["copies"] = tuple(Seat.read(it) for it in found.get("copies", ()))
    return found
