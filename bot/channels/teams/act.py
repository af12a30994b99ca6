"""A button of a card was pressed: Teams is told that it arrived, and the answer comes by itself.

A card that comes into view may ask in the same way for what stands there now.
"""

from collections.abc import Mapping
from typing import Any, Final

from bot.channels.teams.activity import Activity, object_of
from bot.channels.teams.forms import sentence
from bot.channels.teams.invokes import acknowledged
from bot.channels.teams.listen import AtOnce, Told, read_press

VERB: Final = "verb"
"""Under which name a button carries its verb to apps that know none."""


class Acts:
    """Answers what is done on cards, by its verb."""

    def __init__(self, verbs: Mapping[str, AtOnce]) -> None:
        """`verbs` are those that mean something else than an action."""
        self._verbs = verbs

    async def act(self, activity: Activity) -> Told:
        """Take in what was pressed; what is on no button of ours is passed over."""
        verb = _action(activity).get("verb")
        answer = self._verbs.get(verb) if isinstance(verb, str) else None
        if answer:
            return await answer(activity)
        heard = read_press(activity, pressed_data(activity))
        return Told(arrived(activity), heard) if heard else Told()

    async def submit(self, activity: Activity) -> Told:
        """Answer the same from an app that knows only what buttons fall back to."""
        verb = pressed_data(activity).get(VERB)
        answer = self._verbs.get(verb) if isinstance(verb, str) else None
        return await answer(activity) if answer else Told()


def pressed_data(activity: Activity) -> Mapping[str, Any]:
    """Give what the pressed button carries; nothing where that can't be read."""
    if activity.type == "message":
        return object_of(activity.value)
    return object_of(_action(activity).get("data"))


def arrived(activity: Activity) -> Mapping[str, Any]:
    """Say that it takes a moment, where the button stands."""
    return acknowledged(sentence(activity, "teams_surfaces.arrived"))


def _action(activity: Activity) -> Mapping[str, Any]:
    return object_of(object_of(activity.value).get("action"))
