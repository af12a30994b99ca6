"""What was pressed in Slack, as the action that it means."""

from collections.abc import Mapping
from typing import Any

from bot.channels.slack.buttons import NO_ACTION, OPEN, SWITCH
from bot.message import Action


def pressed(element: Mapping[str, Any]) -> Action | None:
    """Read one of the `actions` of a `block_actions` payload; None where it means nothing.

    Buttons and options that only open a page are told of too, and have nothing to be answered.
    """
    kind, _, rest = str(element["action_id"]).partition(":")
    if kind == SWITCH:
        return _switched(element, rest)
    value = _value(element)
    return None if kind == OPEN or value in {None, NO_ACTION} else Action.decode(str(value))


def _value(element: Mapping[str, Any]) -> str | None:
    """Give the value of a button, or of the option that was chosen."""
    option = element.get("selected_option") or element
    value = option.get("value")
    return str(value) if value else None


def _switched(element: Mapping[str, Any], rest: str) -> Action:
    """Read a box that was ticked or emptied: what switches on is its value, what off in its id."""
    ticked = element.get("selected_options") or ()
    return Action.decode(ticked[0]["value"] if ticked else rest.partition(":")[2])
