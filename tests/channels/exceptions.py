"""Where a channel does not keep a rule of the contract, and why."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from bot.form import Form
from bot.home import Home
from bot.links import MAY, ON_IDEAS
from bot.message import Button
from bot.notices.notice import Notice
from tests.channels.contract import DRAWN, Fault
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


def _is_form(thing: Thing, _: Fault) -> bool:
    return isinstance(thing.said, Form)


def _is_home(thing: Thing, _: Fault) -> bool:
    return isinstance(thing.said, Home)


def _is_view(thing: Thing, _: Fault) -> bool:
    return isinstance(thing.said, Form | Home)


def _writes_a_letter(_: Thing, fault: Fault) -> bool:
    return isinstance(fault, Button) and str(fault.url).startswith("mailto:")


EXCEPTIONS: Final = (
    Except("web", DRAWN, "asks in words what a form asks, one question at a time", _is_form),
    Except("web", DRAWN, "has pages of its own for ideas, cases and what is kept", _is_home),
    Except("console", DRAWN, "asks in words what a form asks, one question at a time", _is_form),
    Except("console", DRAWN, "tells in words what stands on the page, when asked", _is_home),
    Except("email", DRAWN, "a letter has links to where one is asked in words", _is_form),
    Except("email", DRAWN, "a letter tells of one thing, and is never drawn anew", _is_home),
    Except(
        "slack",
        "plain text",
        "Slack has no text beside a view, whose parts are read aloud by themselves",
        _is_view,
    ),
    Except(
        "teams",
        "plain text",
        "Teams has no text beside a dialog, whose parts are read aloud by themselves",
        _is_form,
    ),
    Except("telegram", DRAWN, "asks in words what a form asks, one question at a time", _is_form),
    Except("telegram", DRAWN, "tells in words what stands on the page, when asked", _is_home),
    Except(
        "telegram",
        "buttons",
        "a button there opens pages only; the address stands in the text, where it can be pressed",
        _writes_a_letter,
    ),
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
