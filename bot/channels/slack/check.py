"""What is sent to Slack is checked first, so that a fault is found here and not as a lost answer.

`slack_sdk.models` knows most limits. It does not know how many blocks a message holds, how long
an option is, that ids are given once, and it lets unknown types and marked text fall through.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from slack_sdk.errors import SlackObjectFormationError
from slack_sdk.models.basic_objects import JsonObject
from slack_sdk.models.blocks import Block as SdkBlock
from slack_sdk.models.views import View

from bot.channels.slack.blocks import MOST_BLOCKS

_PLAIN = frozenset({"plain_text"})
_WORDS = frozenset({"text", "link"})
_INPUTS = frozenset(
    {
        "checkboxes",
        "datepicker",
        "external_select",
        "multi_external_select",
        "multi_static_select",
        "plain_text_input",
        "radio_buttons",
        "static_select",
    }
)
_BLOCKS = frozenset({"actions", "context", "header", "rich_text"})
_HOLDS: Mapping[str, frozenset[str]] = {
    "message": _BLOCKS,
    "home": _BLOCKS,
    "modal": _BLOCKS | _PLAIN | {"input"},
    "actions": frozenset({"button", "overflow", "checkboxes"}),
    "context": _PLAIN,
    "header": _PLAIN,
    "input": _PLAIN | _INPUTS,
    "rich_text": frozenset({"rich_text_section", "rich_text_quote"}),
    "rich_text_section": _WORDS,
    "rich_text_quote": _WORDS,
    "button": _PLAIN,
    "overflow": _PLAIN,
    **dict.fromkeys(_INPUTS, _PLAIN),
}
"""What we draw, and what may stand in it. Text that is read for marks stands nowhere."""


class BlockError(Exception):
    """Slack would refuse this, or read it otherwise than meant. Names the place, not the text."""

    def __init__(self, place: str, fault: str) -> None:
        super().__init__(f"{place}: {fault}")
        self.place = place


def check_message(blocks: Sequence[Mapping[str, Any]]) -> None:
    """Check the blocks of a message. Raises BlockError."""
    if not 0 < len(blocks) <= MOST_BLOCKS:
        raise BlockError("message", f"{len(blocks)} blocks")
    _check(blocks, "message", "message", set())
    for index, block in enumerate(blocks):
        _parse(block, f"message[{index}]")


def check_view(view: Mapping[str, Any]) -> None:
    """Check a modal or a person's own page. Raises BlockError."""
    kind = str(view.get("type"))
    if kind not in {"modal", "home"}:
        raise BlockError("view", "unknown type")
    _check(view["blocks"], kind, kind, set())
    for index, block in enumerate(view["blocks"]):
        _parse(block, f"{kind}[{index}]")
    for part in ("title", "submit", "close"):
        _check(view.get(part), f"{kind}.{part}", kind, set())
    try:
        View(**view).to_dict()
    except SlackObjectFormationError as error:
        raise BlockError(kind, str(error)) from None


def _check(part: object, place: str, holder: str, ids: set[str]) -> None:
    """Check a part and all that stands in it; `ids` are those that were given before it."""
    if isinstance(part, dict):
        if "type" in part and part["type"] not in _HOLDS.get(holder, ()):
            raise BlockError(place, f"{part['type']} in {holder}")
        _check_options(part.get("options", ()), place)
        _check_id(part.get("action_id"), place, ids)
        kind = part.get("type", holder)  # options have no type of their own
        for key, value in part.items():
            _check(value, f"{place}.{key}", kind, ids)
    elif isinstance(part, list | tuple):
        for index, value in enumerate(part):
            _check(value, f"{place}[{index}]", holder, ids)


def _check_options(options: Sequence[Mapping[str, Any]], place: str) -> None:
    for option in options:
        if not 0 < len(option["text"]["text"]) <= 75:
            raise BlockError(place, "text of an option")
        if not 0 < len(option["value"]) <= 150:
            raise BlockError(place, "value of an option")


def _check_id(own: str | None, place: str, ids: set[str]) -> None:
    if own in ids:
        raise BlockError(place, "an action_id that was given before")
    if own:
        ids.add(own)


def _parse(block: Mapping[str, Any], place: str) -> None:
    """Check what slack_sdk knows; of rich text it knows the types only, which are checked."""
    if block["type"] == "rich_text":
        return
    try:
        parsed = SdkBlock.parse(dict(block))
        if parsed is None:
            raise BlockError(place, "unknown type")
        _validate(parsed)
    except (SlackObjectFormationError, TypeError) as error:
        # Without its cause, whose traceback could hold what was said.
        raise BlockError(place, str(error)) from None


def _validate(part: object) -> None:
    """Validate a model of slack_sdk and all in it, as writing it would."""
    if isinstance(part, JsonObject):
        part.validate_json()
        for value in vars(part).values():
            _validate(value)
    elif isinstance(part, list | tuple):
        for value in part:
            _validate(value)
