"""The state of an idea, computed in this one place from the steps that were taken."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from types import MappingProxyType
from typing import Final

from bot.ideas.seat import Seat
from bot.ideas.step import Step
from bot.ideas.vocabulary import LAST_OUTCOMES, Outcome, Reason, Stage, StepKind


@dataclass(frozen=True, slots=True)
class Pause:
    """A time in which the clock stood: a question lay with the one who sent the idea."""

    start: datetime
    end: datetime | None = None
    """None while it still stands."""


@dataclass(frozen=True, slots=True)
class Life:
    """Where an idea is. Moments are aware."""

    version: int
    """How many steps were taken."""
    stage: Stage
    text: str
    """The wording that holds now."""
    shared: bool
    holder: Seat
    rule: str | None
    """Why that holder."""
    since: datetime
    """When the holder got it."""
    sent_at: datetime
    copies: tuple[Seat, ...] = ()
    former: tuple[Seat, ...] = ()
    """Who had it before and keeps a copy, in order."""
    accepted: bool = False
    """The present holder has taken it."""
    question: str | None = None
    pauses: tuple[Pause, ...] = ()
    """Since the holder got it."""
    reminded: tuple[int, ...] = ()
    """After how many working days the present holder was reminded."""
    unanswered: bool = False
    """Nobody is left to go to."""
    outcome: Outcome | None = None
    reason: Reason | None = None
    parked_at: datetime | None = None
    until: date | None = None
    record: str | None = None
    withdrawn: bool = False
    ended_at: datetime | None = None
    anonymous: bool = False


def begin(sent: Step, text: str, *, shared: bool) -> Life:
    """Give the life that begins with ``sent``. Raises ValueError for a step that goes nowhere."""
    if sent.kind != "sent" or sent.to is None:
        raise ValueError("an idea begins with being sent to somebody")
    return Life(
        version=1,
        stage="waiting",
        text=text,
        shared=shared,
        holder=sent.to,
        rule=sent.rule,
        since=sent.at,
        sent_at=sent.at,
        copies=sent.copies,
    )


def live(steps: Iterable[Step], text: str, *, shared: bool) -> Life:
    """Compute the state from all steps in order, the first being ``sent``.

    `text` and `shared` are as they were when it was sent.
    """
    first, *rest = steps
    life = begin(first, text, shared=shared)
    for step in rest:
        life = after(life, step)
    return life


def after(life: Life, step: Step) -> Life:
    """Give the state after one more step, which is taken as possible (see `transitions`)."""
    return replace(_AFTER[step.kind](life, step), version=life.version + 1)


def _unchanged(life: Life, _: Step) -> Life:
    return life


def _changed(life: Life, step: Step) -> Life:
    return replace(life, text=step.text)


def _shared(life: Life, step: Step) -> Life:
    return replace(life, shared=step.kind == "shared")


def _accepted(life: Life, _: Step) -> Life:
    """A question that is out stays out: its answer comes to whoever took the idea."""
    return replace(life, stage="asked" if life.stage == "asked" else "accepted", accepted=True)


def _asked(life: Life, step: Step) -> Life:
    return replace(life, stage="asked", question=step.text, pauses=(*life.pauses, Pause(step.at)))


def _answered(life: Life, step: Step) -> Life:
    """The clock goes on from here."""
    *before, last = life.pauses
    return replace(
        life,
        stage="accepted" if life.accepted else "waiting",
        question=None,
        pauses=(*before, replace(last, end=step.at)),
    )


def _moved(life: Life, step: Step) -> Life:
    """Somebody else has it now, and the clock begins anew; the former holder keeps a copy."""
    if step.to is None:
        raise ValueError("nobody to move the idea to")
    kept = tuple(it for it in (*life.former, life.holder) if it != step.to)
    return replace(
        life,
        stage="waiting",
        holder=step.to,
        rule=step.rule,
        since=step.at,
        former=tuple(dict.fromkeys(kept)),
        accepted=False,
        question=None,
        pauses=(),
        reminded=(),
        unanswered=False,
        outcome=None,
        parked_at=None,
        until=None,
        record=None,
    )


def _reminded(life: Life, step: Step) -> Life:
    return replace(life, reminded=(*life.reminded, step.day or 0))


def _unanswered(life: Life, _: Step) -> Life:
    return replace(life, unanswered=True)


def _outcome(life: Life, step: Step) -> Life:
    """An outcome is marked where the answer came otherwise, too: then no question is out."""
    life = _answered(life, step) if life.stage == "asked" else life
    ended = step.outcome in LAST_OUTCOMES
    stage: Stage = "parked" if step.outcome == "parked" else "ended" if ended else "accepted"
    return replace(
        life,
        stage=stage,
        accepted=True,
        outcome=step.outcome,
        parked_at=step.at if stage == "parked" else None,
        until=step.until,
        record=step.record,
        ended_at=step.at if ended else None,
    )


def _woken(life: Life, _: Step) -> Life:
    return replace(life, stage="accepted", outcome=None, parked_at=None, until=None, record=None)


def _declined(life: Life, step: Step) -> Life:
    return replace(life, stage="ended", reason=step.reason, question=None, ended_at=step.at)


def _withdrawn(life: Life, step: Step) -> Life:
    return replace(life, stage="ended", withdrawn=True, question=None, ended_at=step.at)


def _anonymised(life: Life, step: Step) -> Life:
    """A question that is out gets no answer any more."""
    life = _answered(life, step) if life.stage == "asked" else life
    return replace(life, anonymous=True, shared=False)


_AFTER: Final[Mapping[StepKind, Callable[[Life, Step], Life]]] = MappingProxyType(
    {
        "changed": _changed,
        "added": _unchanged,
        "shared": _shared,
        "unshared": _shared,
        "answered": _answered,
        "withdrawn": _withdrawn,
        "accepted": _accepted,
        "asked": _asked,
        "passed_on": _moved,
        "declined": _declined,
        "outcome": _outcome,
        "reminded": _reminded,
        "escalated": _moved,
        "unanswered": _unanswered,
        "woken": _woken,
        "reassigned": _moved,
        "introduced": _unchanged,
        "anonymised": _anonymised,
    }
)
