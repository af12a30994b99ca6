"""Faults that are found before Slack sees them, and what is told of them."""

from collections.abc import Callable
from typing import Any

import pytest

from bot.channels.slack.check import BlockError, check_message, check_view

Blocks = list[dict[str, Any]]
_SAID = "navnet på en klient"


def _plain(text: str = _SAID) -> dict[str, Any]:
    return {"type": "plain_text", "text": text, "emoji": False}


def _button(number: int = 0, **changed: object) -> dict[str, Any]:
    button = {"type": "button", "text": _plain(), "action_id": f"press:{number}", "value": "why"}
    return button | changed


def _actions(*elements: object) -> Blocks:
    return [{"type": "actions", "elements": list(elements)}]


def _menu(text: str, value: str = "why", number: int = 1) -> dict[str, Any]:
    options = [{"text": _plain(text), "value": value}] * number
    return {"type": "overflow", "action_id": "press:0", "options": options}


def _rich(*elements: object) -> Blocks:
    section = {"type": "rich_text_section", "elements": list(elements)}
    return [{"type": "rich_text", "elements": [section]}]


def test_a_message_at_its_limits_has_no_fault() -> None:
    check_message(_rich({"type": "text", "text": "a" * 3000}) * 50)
    check_message(
        _actions(_button(0), _button(1), _menu("a" * 75, "v" * 150, 5) | {"action_id": "x"})
    )
    check_message(_actions(_button(text=_plain("a" * 75))))


@pytest.mark.parametrize(
    ("blocks", "place"),
    [
        ([], "message"),
        (_rich({"type": "text", "text": _SAID}) * 51, "message"),
        (_actions(_menu(_SAID + "a" * 75)), "message[0].elements[0]"),
        (_actions(_menu(_SAID, "v" * 151)), "message[0].elements[0]"),
        (_actions(_menu(_SAID, number=6)), "message[0]"),
        (
            _actions(_button(text={"type": "mrkdwn", "text": _SAID})),
            "message[0].elements[0].text",
        ),
        (_actions(_button(text=_plain(_SAID + "a" * 75))), "message[0]"),
        (_actions(_button(), _button()), "message[0].elements[1]"),
        (_actions(_button()) + _actions(_button()), "message[1].elements[0]"),
        (_actions({"type": "knapp", "text": _plain()}), "message[0].elements[0]"),
        (_rich({"type": "broadcast", "range": "channel"}), "message[0].elements[0].elements[0]"),
        ([{"type": "secton", "text": _plain()}], "message[0]"),
        ([{"type": "section", "text": {"type": "mrkdwn", "text": _SAID}}], "message[0]"),
        ([{"type": "context", "elements": [_plain()] * 11}], "message[0]"),
        ([{"type": "actions"}], "message[0]"),
    ],
)
def test_a_fault_is_told_by_its_place_and_never_by_the_text(
    blocks: Blocks, place: str, caplog: pytest.LogCaptureFixture
) -> None:
    with pytest.raises(BlockError) as told:
        check_message(blocks)
    assert told.value.place == place
    assert _SAID not in f"{told.value} {told.value.__cause__} {caplog.text}"


def _modal(**changed: object) -> dict[str, Any]:
    modal = {
        "type": "modal",
        "title": _plain("a" * 24),
        "submit": _plain("Send"),
        "close": _plain("x"),
    }
    return {**modal, "blocks": _rich({"type": "text", "text": "a"}), **changed}


def test_a_view_at_its_limits_has_no_fault() -> None:
    check_view(_modal())
    check_view({"type": "home", "blocks": _rich({"type": "text", "text": "a"}) * 100})


_BROKEN: list[Callable[[], dict[str, Any]]] = [
    lambda: _modal(title=_plain("a" * 25)),
    lambda: _modal(submit={"type": "mrkdwn", "text": _SAID}),
    lambda: _modal(private_metadata="a" * 3001),
    lambda: _modal(blocks=[]),
    lambda: _modal(type="workflow_step"),
    lambda: {"type": "home", "blocks": _rich({"type": "text", "text": _SAID}) * 101},
    lambda: {
        "type": "home",
        "blocks": [{"type": "input", "label": _plain(), "element": _button()}],
    },
]


@pytest.mark.parametrize("view", _BROKEN)
def test_a_fault_of_a_view_is_found(view: Callable[[], dict[str, Any]]) -> None:
    with pytest.raises(BlockError) as told:
        check_view(view())
    assert _SAID not in str(told.value)
