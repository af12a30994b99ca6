"""What was pressed in Teams, as the action that it means."""

from collections.abc import Mapping
from typing import Any, Final

from bot.channels.teams.buttons import ACTION
from bot.message import Action

_LONGEST: Final = 64
"""Bytes of an action; what is longer was never on a button of ours."""


def pressed(data: object) -> Action | None:
    """Read the `data` of a button, as it comes back; None where it means nothing."""
    told: Any = data.get(ACTION) if isinstance(data, Mapping) else None
    if not isinstance(told, str) or not 0 < len(told.encode(errors="replace")) <= _LONGEST:
        return None
    return Action.decode(told)
