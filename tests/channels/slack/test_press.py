"""What Slack tells of a press, and the action that it means."""

from typing import Any

import pytest

from bot.channels.slack.press import pressed
from bot.message import Action

_PLAN = Action("plan", "klimasats-2027")
_OPTION = {"text": {"type": "plain_text", "text": "Lag plan"}, "value": "plan:klimasats-2027"}


@pytest.mark.parametrize(
    ("element", "action"),
    [
        ({"type": "button", "action_id": "press:0", "value": "plan:klimasats-2027"}, _PLAN),
        ({"type": "button", "action_id": "press:0", "value": "why"}, Action("why")),
        ({"type": "button", "action_id": "open:1", "url": "https://vinnova.se"}, None),
        ({"type": "overflow", "action_id": "press:2", "selected_option": _OPTION}, _PLAN),
        (
            {
                "type": "overflow",
                "action_id": "press:2",
                "selected_option": {"value": "/", "url": "https://vinnova.se"},
            },
            None,
        ),
        ({"type": "static_select", "action_id": "press:3", "selected_option": _OPTION}, _PLAN),
        ({"type": "static_select", "action_id": "press:3", "selected_option": None}, None),
        (
            {
                "type": "checkboxes",
                "action_id": "switch:4:unfollow:klimasats",
                "selected_options": [{"value": "follow:klimasats"}],
            },
            Action("follow", "klimasats"),
        ),
        (
            {"type": "checkboxes", "action_id": "switch:4:off:a:b", "selected_options": []},
            Action("off", "a:b"),
        ),
    ],
)
def test_a_press_is_read(element: dict[str, Any], action: Action | None) -> None:
    assert pressed(element) == action
