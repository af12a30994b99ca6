"""What is sent to Slack is checked first, so that a fault is found here and not as a lost answer.

`slack_sdk.models` knows most limits. It does not know how many blocks a message holds, how long
an option is, that ids are given once, and it lets unknown types and marked text fall through.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from slack_sdk.errors import SlackObjectFormationError
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
    _check(blocks, "message")
    for index, block in enumerate(blocks):
        _parse(block, f"message[{index}]")


def check_view(view: Mapping[str, Any]) -> None:
    """Check a modal or a person's own page. Raises BlockError."""
    kind = str(view.get("type"))
    if kind not in {"modal", "home"}:
        raise BlockError("view", "unknown type")
    _check(view["blocks"], kind)
    for index, block in enumerate(view["blocks"]):
        _parse(block, f"{kind}[{index}]")
    for part in ("title", "submit", "close"):
        _check_types(view.get(part), f"{kind}.{part}", kind)
    try:
        View(**view).to_dict()
    except SlackObjectFormationError as error:
        raise BlockError(kind, str(error)) from None


def _check(blocks: Sequence[Mapping[str, Any]], kind: str) -> None:
    for index, block in enumerate(blocks):
        _check_types(block, f"{kind}[{index}]", kind)
        _check_options(block, f"{kind}[{index}]")
    _check_ids(blocks, kind)


def _check_types(part: object, place: str, holder: str) -> None:
    """Check that only known types stand in one another. Options have no type of their own."""
    if isinstance(part, Mapping):
        if "type" in part and part["type"] not in _HOLDS.get(holder, ()):
            raise BlockError(place, f"{part['type']} in {holder}")
        kind = part.get("type", holder)
        for key, value in part.items():
            _check_types(value, f"{place}.{key}", kind)
    elif isinstance(part, Sequence) and not isinstance(part, str):
        for index, value in enumerate(part):
            _check_types(value, f"{place}[{index}]", holder)


def _check_options(block: Mapping[str, Any], place: str) -> None:
    for part in _parts(block):
        for option in part.get("options", ()):
            if not 0 < len(option["text"]["text"]) <= 75:
                raise BlockError(place, "text of an option")
            if not 0 < len(option["value"]) <= 150:
                raise BlockError(place, "value of an option")


def _check_ids(blocks: Sequence[Mapping[str, Any]], kind: str) -> None:
    seen: set[str] = set()
    for index, block in enumerate(blocks):
        for part in _parts(block):
            own = part.get("action_id")
            if own in seen:
                raise BlockError(f"{kind}[{index}]", "an action_id that was given before")
            if own:
                seen.add(own)


def _parts(part: object) -> Iterator[Mapping[str, Any]]:
    """Give everything that stands in a block, itself first."""
    if isinstance(part, Mapping):
        yield part
        for value in part.values():
            yield from _parts(value)
    elif isinstance(part, Sequence) and not isinstance(part, str):
        for value in part:
            yield from _parts(value)


def _parse(block: Mapping[str, Any], place: str) -> None:
    try:
        parsed = SdkBlock.parse(dict(block))
        if parsed is None:
            raise BlockError(place, "unknown type")
        parsed.to_dict()
    except (SlackObjectFormationError, TypeError) as error:
        # Without its cause, whose traceback could hold what was said.
        raise BlockError(place, str(error)) from None
