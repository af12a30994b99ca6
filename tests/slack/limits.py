"""Messages and views held against the limits that Slack documents, stricter than Slack itself.

A message without text is a fault here, though Slack takes it: nothing would be read aloud, and
nothing shown in a notification.
"""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from tests.slack.elements import (
    IMAGE,
    PICKERS,
    PRESSED,
    SELECTS,
    VOTES,
    WRITTEN,
    mrkdwn,
    plain,
    text,
)
from tests.slack.shape import (
    Check,
    anything,
    boolean,
    listed,
    one_of,
    shape,
    string,
    typed,
)
from tests.slack.world import Json

LONGEST_TEXT = 4_000
"""Characters; Slack advises it, and an update takes no more."""
_MARKDOWN = 12_000


def _block(**parts: Check) -> Check:
    return shape(type=anything, block_id_=string(255), **parts)


_ROW = listed(typed({"raw_text": anything, "rich_text": anything}), 20)
_COMMON: dict[str, Check] = {
    "header": _block(text=plain(150)),
    "divider": _block(),
    "section": _block(
        text_=text(3000),
        fields_=listed(text(2000), 10),
        accessory_=typed({**SELECTS, **PICKERS, **PRESSED, "image": IMAGE}),
        expand_=boolean,
    ),
    "image": _block(
        image_url_=string(3000), slack_file_=anything, alt_text=string(2000), title_=plain(2000)
    ),
    "context": _block(
        elements=listed(
            typed({"plain_text": plain(3000), "mrkdwn": mrkdwn(3000), "image": IMAGE}), 10
        )
    ),
    "actions": _block(elements=listed(typed({**SELECTS, **PICKERS, **PRESSED}), 25)),
    "input": _block(
        label=plain(2000),
        element=typed({**SELECTS, **PICKERS, **WRITTEN}),
        hint_=plain(2000),
        optional_=boolean,
        dispatch_action_=boolean,
    ),
    "rich_text": _block(elements=listed(anything, 100)),
}
_IN_MESSAGE = {
    **_COMMON,
    "markdown": _block(text=string(_MARKDOWN)),
    "context_actions": _block(elements=listed(typed(VOTES), 5)),
    "table": _block(rows=listed(_ROW, 100), column_settings_=listed(anything, 20)),
}
_VIEW: dict[str, Check] = {
    "blocks": listed(typed(_COMMON), 100),
    "private_metadata_": string(3000, 0),
    "callback_id_": string(255),
    "external_id_": string(255, 0),
}
_VIEWS = {
    "modal": shape(
        type=one_of("modal"),
        title=plain(24),
        submit_=plain(24),
        close_=plain(24),
        clear_on_close_=boolean,
        notify_on_close_=boolean,
        submit_disabled_=boolean,
        **_VIEW,
    ),
    "home": shape(type=one_of("home"), **_VIEW),
}


def faults_of_message(text: str, blocks: Any) -> Iterator[str]:
    """Tell what Slack would refuse, cut off or leave unread."""
    if not text:
        yield "text: is missing, and would be read aloud"
    if len(text) > LONGEST_TEXT:
        yield f"text: {len(text)} characters, not at most {LONGEST_TEXT}"
    yield from (f"blocks{fault}" for fault in listed(typed(_IN_MESSAGE), 50, 0)(blocks))
    if isinstance(blocks, list):
        yield from _faults_between([it for it in blocks if isinstance(it, dict)])


def faults_of_view(view: Any, kind: str) -> Iterator[str]:
    """Tell what is wrong with a modal or a home."""
    yield from (f"view{fault}" for fault in _VIEWS[kind](view))
    blocks = view.get("blocks") if isinstance(view, dict) else None
    if isinstance(blocks, list):
        asked = any(isinstance(it, dict) and it.get("type") == "input" for it in blocks)
        if kind == "modal" and asked and "submit" not in view:
            yield "view: submit is missing, though something is asked"
        yield from _faults_between([it for it in blocks if isinstance(it, dict)])


def _faults_between(blocks: list[Json]) -> Iterator[str]:
    """Tell what only several parts together show."""
    ids = Counter(it["block_id"] for it in blocks if "block_id" in it)
    yield from (f"block_id {it!r}: {n} times" for it, n in ids.items() if n > 1)
    kinds = Counter(it.get("type") for it in blocks)
    if kinds["table"] > 1:
        yield "blocks: more than one table"
    if sum(len(str(it.get("text"))) for it in blocks if it.get("type") == "markdown") > _MARKDOWN:
        yield f"blocks: more than {_MARKDOWN} characters of markdown together"
    for index, block in enumerate(blocks):
        yield from (f"blocks[{index}]{fault}" for fault in _faults_within(block))


def _faults_within(block: Json) -> Iterator[str]:
    if block.get("type") == "section" and not {"text", "fields"} & set(block):
        yield ": a section with neither text nor fields"
    inner = list(elements_of(block))
    ids = Counter(it["action_id"] for it in inner if "action_id" in it)
    yield from (f": action_id {it!r} {n} times" for it, n in ids.items() if n > 1)
    for it in [block, *inner]:
        if it.get("type") == "image" and ("image_url" in it) == ("slack_file" in it):
            yield ": an image has either image_url or slack_file"
    for it in inner:
        yield from _faults_of_choice(it)


def _faults_of_choice(element: Json) -> Iterator[str]:
    kind = str(element.get("type"))
    if kind.endswith("static_select") and ("options" in element) == ("option_groups" in element):
        yield f": {kind} has either options or option_groups"
    if kind not in ("static_select", "multi_static_select", "checkboxes", "radio_buttons"):
        return
    offered = options_of(element)
    values = Counter(str(it.get("value")) for it in offered)
    yield from (f": {kind} offers {it!r} {n} times" for it, n in values.items() if n > 1)
    chosen = element.get("initial_options", [])
    chosen = [*chosen, element["initial_option"]] if "initial_option" in element else chosen
    yield from (f": {kind} begins with {it}, not offered" for it in chosen if it not in offered)


def elements_of(block: Json) -> Iterator[Json]:
    """Give the elements of a block that can be pressed, chosen or filled in."""
    inner = [*(block.get("elements") or []), block.get("accessory"), block.get("element")]
    yield from (it for it in inner if isinstance(it, dict))


def options_of(element: Json) -> list[Json]:
    """Give the options of an element, those in groups too."""
    groups = element.get("option_groups", [])
    return [*element.get("options", []), *(it for group in groups for it in group["options"])]
