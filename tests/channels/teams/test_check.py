"""Faults that are found before Teams takes a card, and what is told of them."""

from typing import Any

import pytest

from bot.channels.teams.check import CardError, check, check_card
from bot.channels.teams.draw import Drawn
from bot.channels.teams.press import pressed
from bot.message import Action

_SAID = "navnet på en klient"
_RUN = {"type": "TextRun", "text": _SAID}
_TEXT = {"type": "RichTextBlock", "inlines": [_RUN]}


def _card(*body: object, **given: object) -> dict[str, Any]:
    return {"type": "AdaptiveCard", "version": "1.5", "body": list(body), **given}


def _press(**changed: object) -> dict[str, Any]:
    return {"type": "Action.Submit", "title": _SAID, "data": {"action": "why"}, **changed}


def _input(**changed: object) -> dict[str, Any]:
    return {"type": "Input.Text", "id": "field_a", "label": _SAID, **changed}


def _choices(*choices: tuple[str, str]) -> dict[str, Any]:
    offered = [{"title": title, "value": value} for title, value in choices]
    return _input(type="Input.ChoiceSet", choices=offered)


def test_a_card_at_its_limits_has_no_fault() -> None:
    check_card(_card(_TEXT, _input(), actions=[_press()] * 6 + [_press(mode="secondary")] * 9))
    check(
        Drawn(
            "a" * 10_000,
            _card({"type": "RichTextBlock", "inlines": [{**_RUN, "text": "a" * 28_000}]}),
        )
    )


@pytest.mark.parametrize(
    ("card", "place"),
    [
        ({"type": "message"}, "card"),
        (_card(), "card"),
        (_card({**_TEXT, "inlines": [{**_RUN, "text": _SAID * 3000}]}), "card"),
        (_card({"type": "TextBlock", "text": _SAID}), "card.body[0]"),
        (_card({**_TEXT, "inlines": [{**_RUN, "text": ""}]}), "card.body[0].inlines[0]"),
        (_card(_RUN), "card.body[0]"),
        (_card(_TEXT, actions=[_press()] * 7), "card"),
        (_card({"type": "ActionSet", "actions": [_press()] * 7}), "card.body[0]"),
        (_card(_TEXT, actions=[_press(title="")]), "card.actions[0]"),
        (_card(_TEXT, actions=[_press(type="Action.Http")]), "card.actions[0]"),
        (
            _card(_TEXT, actions=[_press(type="Action.OpenUrl", url="javascript:alert(1)")]),
            "card.actions[0]",
        ),
        (
            _card(_TEXT, actions=[_press(type="Action.OpenUrl", url="data:text/html,x")]),
            "card.actions[0]",
        ),
        (_card(_input(), _input()), "card.body[1]"),
        (_card(_input(label="")), "card.body[0]"),
        (_card(_choices()), "card.body[0]"),
        (_card(_choices((_SAID, "a"), (_SAID, "a"))), "card.body[0]"),
        (_card(_choices((_SAID, "a,b"))), "card.body[0]"),
        (_card(_choices(("", "a"))), "card.body[0]"),
    ],
)
def test_a_fault_is_told_by_its_place_and_never_by_the_text(
    card: dict[str, Any], place: str
) -> None:
    with pytest.raises(CardError) as told:
        check_card(card)
    assert told.value.place == place
    assert _SAID not in str(told.value)


def test_a_message_is_counted_with_its_text_and_has_one() -> None:
    with pytest.raises(CardError, match="message: "):
        check(Drawn("a" * 39_500, _card(_TEXT)))
    with pytest.raises(CardError, match="no text"):
        check(Drawn(" ", _card(_TEXT)))


@pytest.mark.parametrize(
    ("data", "action"),
    [
        ({"action": "why:1"}, Action("why", "1")),
        ({"action": "why", "msteams": {"type": "task/fetch"}}, Action("why")),
        ({"action": "æ" * 32}, Action("æ" * 32)),
        ({"action": "æ" * 33}, None),
        ({"action": ""}, None),
        ({"action": ["why"]}, None),
        ({"verb": "press"}, None),
        ("why", None),
        (None, None),
    ],
)
def test_what_is_pressed_is_read_or_means_nothing(data: object, action: Action | None) -> None:
    assert pressed(data) == action
