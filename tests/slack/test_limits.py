"""The limits of Slack, each met exactly and then crossed by one."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.slack.limits import faults_of_message, faults_of_view
from tests.slack.world import Json


def _plain(length: int = 1) -> Json:
    return {"type": "plain_text", "text": "x" * length}


def _mrkdwn(length: int = 1) -> Json:
    return {"type": "mrkdwn", "text": "x" * length}


def _button(**more: Any) -> Json:
    return {"type": "button", "text": _plain(), "action_id": "a", **more}


def _actions(*elements: Json) -> list[Json]:
    return [{"type": "actions", "elements": list(elements)}]


def _option(n: int = 0, **more: Any) -> Json:
    return {"text": _plain(), "value": str(n), **more}


def _select(*options: Json, kind: str = "static_select", **more: Any) -> Json:
    return {"type": kind, "options": list(options), **more}


def _options(number: int) -> list[Json]:
    return [_option(n) for n in range(number)]


def _input(**element: Any) -> Json:
    asked = {"type": "plain_text_input", **element}
    return {"type": "input", "label": _plain(), "element": asked}


_SIZED: dict[str, tuple[int, Callable[[int], list[Json]]]] = {
    "blocks": (50, lambda n: [{"type": "divider"}] * n),
    "header": (150, lambda n: [{"type": "header", "text": _plain(n)}]),
    "section": (3000, lambda n: [{"type": "section", "text": _mrkdwn(n)}]),
    "field": (2000, lambda n: [{"type": "section", "fields": [_mrkdwn(n)]}]),
    "fields": (10, lambda n: [{"type": "section", "fields": [_mrkdwn()] * n}]),
    "context": (10, lambda n: [{"type": "context", "elements": [_mrkdwn()] * n}]),
    "actions": (25, lambda n: _actions(*(_button(action_id=str(i)) for i in range(n)))),
    "button": (75, lambda n: _actions(_button(text=_plain(n)))),
    "value": (2000, lambda n: _actions(_button(value="x" * n))),
    "action_id": (255, lambda n: _actions(_button(action_id="x" * n))),
    "block_id": (255, lambda n: [{"type": "divider", "block_id": "x" * n}]),
    "options": (100, lambda n: _actions(_select(*_options(n)))),
    "option": (75, lambda n: _actions(_select(_option(text=_plain(n))))),
    "option value": (150, lambda n: _actions(_select(_option(value="x" * n)))),
    "overflow": (5, lambda n: _actions(_select(*_options(n), kind="overflow"))),
    "checkboxes": (10, lambda n: _actions(_select(*_options(n), kind="checkboxes"))),
    "label": (2000, lambda n: [_input() | {"label": _plain(n)}]),
    "placeholder": (150, lambda n: [_input(placeholder=_plain(n))]),
    "markdown": (
        12_000,
        lambda n: [{"type": "markdown", "text": "x" * it} for it in (6_000, n - 6_000)],
    ),
}


@pytest.mark.parametrize("what", _SIZED)
def test_a_limit_is_kept_to_the_last(what: str) -> None:
    most, built = _SIZED[what]
    assert list(faults_of_message("x", built(most))) == []
    assert len(list(faults_of_message("x", built(most + 1)))) == 1


@pytest.mark.parametrize(
    "blocks",
    [
        [{"type": "sectoin", "text": _mrkdwn()}],
        [{"type": "section"}],
        [{"type": "section", "text": _mrkdwn(0)}],
        [{"type": "section", "text": "bare"}],
        [{"type": "header", "text": _mrkdwn()}],
        _actions(),
        _actions(_button(text=_mrkdwn())),
        _actions(_button(), _button()),
        _actions(_button(colour="red")),
        _actions(_button(style="primarily")),
        _actions(_select(*_options(2), initial_option=_option(3))),
        _actions(_select(_option(), _option())),
        _actions({"type": "static_select"}),
        _actions({"type": "datepicker", "initial_date": "1. mai"}),
        _actions({"type": "plain_text_input"}),
        [{"type": "divider", "block_id": "b"}] * 2,
        [{"type": "image", "image_url": "https://idelos.test/x.png"}],
        [{"type": "image", "alt_text": "x"}],
        [None],
        "blocks",
    ],
    ids=str,
)
def test_what_slack_refuses_is_a_fault(blocks: Any) -> None:
    assert list(faults_of_message("x", blocks))


def test_a_message_has_text_of_a_length_that_is_shown() -> None:
    assert list(faults_of_message("x" * 4000, [])) == []
    assert list(faults_of_message("x" * 4001, []))
    assert list(faults_of_message("", [{"type": "divider"}]))


def _modal(**more: Any) -> Json:
    return {"type": "modal", "title": _plain(24), "blocks": [{"type": "divider"}], **more}


def test_a_view_is_held_against_its_kind() -> None:
    assert list(faults_of_view(_modal(blocks=[_input()], submit=_plain(24)), "modal")) == []
    assert list(faults_of_view({"type": "home", "blocks": [{"type": "divider"}]}, "home")) == []
    for wrong in (
        _modal(title=_plain(25)),
        _modal(submit=_plain(25)),
        _modal(blocks=[_input()]),
        _modal(private_metadata="x" * 3001),
        _modal(blocks=[{"type": "divider"}] * 101),
        _modal(blocks=[{"type": "markdown", "text": "x"}]),
        _modal(blocks=[]),
        _modal(type="home"),
        {"type": "modal", "blocks": [{"type": "divider"}]},
    ):
        assert list(faults_of_view(wrong, "modal"))
    assert list(faults_of_view(_modal(type="home"), "home"))
