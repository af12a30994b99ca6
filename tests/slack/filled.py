"""What a person filled in or chose, as Slack tells it."""

from collections.abc import Mapping
from typing import Any

from tests.slack.limits import elements_of, options_of
from tests.slack.world import Json

Filled = str | tuple[str, ...]
"""A text, a day, an id, or the label or value of an option; several where several are chosen."""

_ONE = {
    "datepicker": ("selected_date", "initial_date"),
    "timepicker": ("selected_time", "initial_time"),
    "datetimepicker": ("selected_date_time", "initial_date_time"),
    "users_select": ("selected_user", "initial_user"),
    "channels_select": ("selected_channel", "initial_channel"),
    "conversations_select": ("selected_conversation", "initial_conversation"),
    "multi_users_select": ("selected_users", "initial_users"),
    "multi_channels_select": ("selected_channels", "initial_channels"),
    "multi_conversations_select": ("selected_conversations", "initial_conversations"),
}


def told(element: Json, filled: Filled | None) -> Json:
    """Tell the state of an element; None stands for what it began with."""
    kind = element["type"]
    if kind in _ONE:
        name, before = _ONE[kind]
        several = kind.startswith("multi_")
        given = list(_all(filled)) if several else filled
        return {"type": kind, name: element.get(before) if filled is None else given}
    if "select" in kind or kind in ("checkboxes", "radio_buttons", "overflow"):
        return {"type": kind, **_options(element, filled)}
    return {"type": kind, "value": element.get("initial_value") if filled is None else filled}


def _options(element: Json, filled: Filled | None) -> Json:
    several = element["type"] == "checkboxes" or element["type"].startswith("multi_")
    if several:
        before = element.get("initial_options", [])
        chosen = [_option(element, it) for it in _all(filled)]
        return {"selected_options": before if filled is None else chosen}
    if filled is None:
        return {"selected_option": element.get("initial_option")}
    return {"selected_option": _option(element, *_all(filled)) if filled else None}


def _option(element: Json, wanted: str) -> Json:
    """Find an option; one of another source is taken as it is named."""
    if element["type"].endswith("external_select"):
        return {"text": {"type": "plain_text", "text": wanted, "emoji": True}, "value": wanted}
    offered = options_of(element)
    found = [it for it in offered if wanted in (it["text"]["text"], it["value"])]
    assert len(found) == 1, f"{wanted!r} among {[it['text']['text'] for it in offered]}"
    return found[0]


def _all(filled: Filled | None) -> tuple[str, ...]:
    return () if filled is None else (filled,) if isinstance(filled, str) else filled


def is_empty(state: Json) -> bool:
    """Whether nothing was filled in, as Slack sees it before it lets anyone submit."""
    return all(not value for name, value in state.items() if name != "type")


def values_of(blocks: list[Json], filled: Mapping[str, Filled]) -> Json:
    """Tell the state of all elements; `filled` by block_id or action_id."""
    values: dict[str, dict[str, Any]] = {}
    unused = set(filled)
    for block in blocks:
        for element in elements_of(block):
            names = (element.get("action_id"), block["block_id"])
            if element["type"] in ("button", "overflow", "image") or not names[0]:
                continue
            used = next((name for name in names if name in filled), None)
            unused -= {used}
            given = filled[used] if used else None
            values.setdefault(block["block_id"], {})[names[0]] = told(element, given)
    assert not unused, f"nothing to fill in is named {sorted(unused)}"
    return values
