"""From what a form says to the step that it takes."""

import hashlib
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from types import MappingProxyType
from typing import Final, cast

from bot.casework.opening import Opening
from bot.channels.web.cases import Given
from bot.conversation.forms.fault import Fault, fault_in
from bot.conversation.reading import LONGEST_KEPT
from bot.ideas.acts import STEPS, Act
from bot.ideas.seat import Seat
from bot.ideas.step import Step
from bot.ideas.vocabulary import OUTCOMES, REASONS, Outcome, Reason

_WRITTEN: Final = frozenset({"ask", "answer", "add", "change"})
"""Acts that are nothing without words."""


class UnfitError(Exception):
    """A form that cannot be carried out; `faults` says why, by field."""

    def __init__(self, faults: Mapping[str, Fault]) -> None:
        super().__init__(", ".join(faults))
        self.faults = faults


@dataclass(frozen=True, slots=True)
class Offered:
    """What the lists of a form hold."""

    seats: Collection[Seat] = ()
    programmes: Collection[str] = ()
    today: date = date.min
    """Local day; a parked idea wakes after it."""


@dataclass(slots=True)
class _Read:
    """What was read so far, and what is wrong with it."""

    fields: dict[str, object] = field(default_factory=dict)
    faults: dict[str, Fault] = field(default_factory=dict)


def step_of(opening: Opening, act: Act, given: Given, offered: Offered, at: datetime) -> Step:
    """Make the step of a form. Raises `UnfitError`."""
    read = _Read()
    _text(act, given, read)
    if act in _CHOOSE:
        _CHOOSE[act](given, offered, read)
    if read.faults:
        raise UnfitError(read.faults)
    nonce = opening.nonce or _nonce(opening, act, given)
    return Step(STEPS[act], "submitter", at, nonce, **read.fields)  # type: ignore[arg-type]


def _nonce(opening: Opening, act: Act, given: Given) -> str:
    """The same form sent twice counts once; another text is another step."""
    told = f"{given.text}|{given.choice}|{given.until}|{given.programme}"
    digest = hashlib.sha256(told.encode()).hexdigest()[:16]
    return f"{act}:{given.seen[:6]}:{digest}:{opening.person}"[:64]


def _text(act: Act, given: Given, read: _Read) -> None:
    fault = fault_in(given.text, LONGEST_KEPT)
    if act in _WRITTEN and not given.text:
        fault = Fault(f"case.fault.text.{act}")
    if fault:
        read.faults["text"] = fault
    else:
        read.fields["text"] = given.text


def _pass(given: Given, offered: Offered, read: _Read) -> None:
    seat = Seat.read(given.choice)
    if seat in offered.seats:
        read.fields["to"] = seat
    else:
        read.faults["choice"] = Fault("case.fault.to")


def _decline(given: Given, _: Offered, read: _Read) -> None:
    if given.choice in REASONS:
        read.fields["reason"] = cast("Reason", given.choice)
    else:
        read.faults["choice"] = Fault("case.fault.reason")


def _outcome(given: Given, offered: Offered, read: _Read) -> None:
    if given.choice not in OUTCOMES:
        read.faults["choice"] = Fault("case.fault.outcome")
        return
    outcome = cast("Outcome", given.choice)
    read.fields["outcome"] = outcome
    if given.programme in offered.programmes and outcome in {"application", "parked"}:
        read.fields["record"] = f"programme:{given.programme}"
    elif outcome == "parked":
        _until(given, offered, read)


def _until(given: Given, offered: Offered, read: _Read) -> None:
    """A parked idea wakes on a day; one that waits for a call needs none."""
    try:
        until = date.fromisoformat(given.until)
    except ValueError:
        until = offered.today
    if until > offered.today:
        read.fields["until"] = until
    else:
        read.faults["until"] = Fault("case.fault.until")


_CHOOSE: Final[Mapping[Act, Callable[[Given, Offered, _Read], None]]] = MappingProxyType(
    {"pass": _pass, "decline": _decline, "outcome": _outcome}
)
