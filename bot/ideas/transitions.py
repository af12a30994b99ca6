"""Which steps are possible from where, and why not."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from bot.ideas.life import Life
from bot.ideas.step import Step
from bot.ideas.vocabulary import Refusal, Stage, StepKind

_ALWAYS: Final[frozenset[StepKind]] = frozenset({"anonymised", "unshared"})
_OPEN: Final[frozenset[StepKind]] = frozenset(
    {"changed", "added", "shared", "withdrawn", "passed_on", "reassigned", "introduced"}
)
_POSSIBLE: Final[Mapping[Stage, frozenset[StepKind]]] = MappingProxyType(
    {
        "waiting": _OPEN
        | {"accepted", "asked", "declined", "outcome", "reminded", "escalated", "unanswered"},
        "asked": _OPEN | {"answered", "declined", "accepted", "outcome"},
        "accepted": _OPEN | {"asked", "declined", "outcome"},
        "parked": _OPEN | {"declined", "outcome", "woken"},
        "ended": frozenset({"introduced"}),
    }
)


def refusal(life: Life, step: Step) -> Refusal | None:
    """Tell why a step cannot be taken now; None where it can.

    Where a contact left, an idea is reassigned to the same seat: somebody else holds it.
    """
    if step.to == life.holder and step.kind != "reassigned":
        return "same_place"
    if step.kind == "asked" and life.anonymous:
        return "nobody_to_ask"
    if step.kind == "accepted" and life.accepted:
        return "accepted"
    if step.kind in _POSSIBLE[life.stage] or step.kind in _ALWAYS:
        return None
    if life.stage == "ended":
        return "ended"
    if step.kind == "answered":
        return "not_asked"
    if life.stage == "asked" and step.kind == "asked":
        return "question_waits"
    return "accepted" if life.accepted else "waiting"
