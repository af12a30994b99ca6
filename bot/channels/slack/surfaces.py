"""All the ways in to the bot in Slack: what reads each, and what answers it."""

from collections.abc import Mapping
from typing import Final

from bot.channels.slack.answer import Handler, take_turn
from bot.channels.slack.forms import Forms, submitted
from bot.channels.slack.listen import AtOnce, Reader, acted, commanded, mentioned, said

READERS: Final[Mapping[str, Reader]] = {
    "message": said,
    "app_mention": mentioned,
    "command": commanded,
    "block_actions": acted,
    "view_submission": submitted,
}
"""By the type of an event or an interaction."""


def at_once(forms: Forms) -> Mapping[str, AtOnce]:
    """Give what can't wait for a worker, by the type of an interaction."""
    return {"view_submission": forms.refuse}


def handlers(forms: Forms) -> Mapping[str, Handler]:
    """Give what answers, by the kind of `Incoming`."""
    return {
        "said": take_turn,
        "pressed": forms.press,
        "command": forms.press,
        "submitted": take_turn,
    }
