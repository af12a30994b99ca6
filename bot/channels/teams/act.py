"""A button of a card was pressed: Teams is told that it arrived, and the answer comes by itself."""

from collections.abc import Mapping
from typing import Any

from bot.channels.teams.activity import Activity
from bot.channels.teams.listen import Body, Told, read_press
from bot.channels.teams.origin import language_of
from bot.speech.catalogue import catalogue


async def act(activity: Activity) -> Told:
    """Take in what was pressed; what a button means that is none of ours is passed over."""
    heard = read_press(activity, data_of(activity))
    return Told(_arrived(activity), heard) if heard else Told()


def data_of(activity: Activity) -> Mapping[str, Any]:
    """Give what the pressed button carries; nothing where it carries nothing that can be read."""
    value: Any = activity.value if isinstance(activity.value, Mapping) else {}
    action = value.get("action")
    data = action.get("data") if isinstance(action, Mapping) else None
    return data if isinstance(data, Mapping) else {}


def _arrived(activity: Activity) -> Body:
    """Say that it takes a moment, where the button stands."""
    say = catalogue(language_of(activity) or "nb")
    return {
        "statusCode": 200,
        "type": "application/vnd.microsoft.activity.message",
        "value": say.text("teams_surfaces.arrived"),
    }
