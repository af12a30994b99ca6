"""Where a channel does not keep a rule of the contract, and why."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from bot.links import MAY, ON_IDEAS
from bot.message import Button
from bot.notices.notice import Notice
from tests.channels.contract import Fault
from tests.channels.thing import Thing


@dataclass(frozen=True, slots=True)
class Except:
    """One rule that one channel does not keep for some things."""

    channel: str
    rule: str
    reason: str
    covers: Callable[[Thing, Fault], bool]


def _acts_only_here(_: Thing, fault: Fault) -> bool:
    return isinstance(fault, Button) and bool(
        fault.action and fault.action.name not in MAY | ON_IDEAS
    )


def _stops_all_letters(thing: Thing, fault: Fault) -> bool:
    return isinstance(thing.said, Notice) and str(fault).endswith(": stop:all")


def _stops_in_an_answer(thing: Thing, fault: Fault) -> bool:
    stops = isinstance(fault, Button) and fault.action and fault.action.name == "stop"
    return bool(stops) and not isinstance(thing.said, Notice)


EXCEPTIONS: Final = (
    Except(
        "email",
        "buttons",
        "a letter has links instead, and whoever it is forwarded to can follow them: what only "
        "the one who talks may do is left out",
        _acts_only_here,
    ),
    Except(
        "email",
        "buttons",
        "a letter that is a list has a link of its own at the foot that stops all of them",
        _stops_all_letters,
    ),
    Except(
        "email",
        "buttons",
        "a letter has one way to stop; answers that offer several are never sent as letters",
        _stops_in_an_answer,
    ),
)
