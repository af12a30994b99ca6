"""A form as a modal of Slack, and what was filled in there as the form's fields."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.channels.slack.escape import plain_text
from bot.channels.slack.rich_text import Block, of_lines
from bot.form import YES, Choice, Faults, Field, Fields, Form
from bot.message import Language
from bot.speech.catalogue import catalogue

FORM = "form"
"""The `callback_id` of every form; which one it is, it carries in its `private_metadata`."""

_LONGEST_TEXT = 3000
_FEW, _SOME, _MANY = 5, 10, 100
"""Choices that Slack's round marks, its boxes and its lists are good for."""


def modal(form: Form, carried: str) -> Block:
    """Draw a form; `carried` comes back with it. The id of each input is the name of its field."""
    inputs = [_input(it, form.language) for it in form.fields if _can_be_answered(it)]
    return {
        "type": "modal",
        "callback_id": FORM,
        "private_metadata": carried,
        "title": plain_text(form.title, 24),
        "submit": plain_text(form.submit, 24),
        "close": plain_text(catalogue(form.language).text("slack.close"), 24),
        "blocks": [*of_lines(form.lines), *inputs],
    }


def filled(values: Mapping[str, Mapping[str, Any]]) -> Fields:
    """Read ``view.state.values``; a field that was left empty has no value."""
    return {name: _given(next(iter(inputs.values()))) for name, inputs in values.items()}


def refused(faults: Faults) -> dict[str, Any]:
    """Give the answer to a form that cannot be taken: each sentence stands at its field."""
    return {"response_action": "errors", "errors": dict(faults)}


def matching(choices: Sequence[Choice], typed: str) -> dict[str, Any]:
    """Give the answer where Slack asks for the choices of a long list, by what was typed."""
    found = [it for it in choices if typed.casefold() in it.label.casefold()]
    return {"options": _options(found[:_MANY])}


def _can_be_answered(field: Field) -> bool:
    return bool(field.choices) or field.kind not in {"choice", "choices"}


def _input(field: Field, language: Language) -> Block:
    drawn: Block = {
        "type": "input",
        "block_id": field.name,
        "label": plain_text(field.label, 2000),
        "element": {"action_id": field.name, **_element(field, language)},
        # A box that must be ticked would be no question.
        "optional": not field.required or field.kind == "switch",
    }
    return {**drawn, "hint": plain_text(field.hint, 2000)} if field.hint else drawn


def _element(field: Field, language: Language) -> Block:
    match field.kind:
        case "choice":
            return _one_of(field)
        case "choices":
            return _any_of(field.choices, field.value)
        case "switch":
            yes = Choice(YES, catalogue(language).text("slack.yes"))
            return _any_of((yes,), field.value)
        case "day":
            start = {"initial_date": field.value[0]} if field.value else {}
            return {"type": "datepicker", **start}
        case "line" | "text":
            return _written(field)


def _written(field: Field) -> Block:
    most = min(field.most or _LONGEST_TEXT, _LONGEST_TEXT)
    start = {"initial_value": field.value[0][:most]} if field.value else {}
    many = field.kind == "text"
    return {"type": "plain_text_input", "multiline": many, "max_length": most, **start}


def _one_of(field: Field) -> Block:
    begun = _options([it for it in field.choices if it.value in field.value[:1]])
    start = {"initial_option": begun[0]} if begun else {}
    if len(field.choices) > _MANY:
        return {"type": "external_select", "min_query_length": 0, **start}
    kind = "radio_buttons" if len(field.choices) <= _FEW else "static_select"
    return {"type": kind, "options": _options(field.choices), **start}


def _any_of(choices: Sequence[Choice], value: Sequence[str]) -> Block:
    begun = _options([it for it in choices if it.value in value])
    start = {"initial_options": begun} if begun else {}
    if len(choices) > _MANY:
        return {"type": "multi_external_select", "min_query_length": 0, **start}
    kind = "checkboxes" if len(choices) <= _SOME else "multi_static_select"
    return {"type": kind, "options": _options(choices), **start}


def _options(choices: Sequence[Choice]) -> list[Block]:
    return [{"text": plain_text(it.label, 75), "value": it.value} for it in choices]


def _given(state: Mapping[str, Any]) -> tuple[str, ...]:
    """Read one input; each kind of them has its own word for what was filled in."""
    if "selected_options" in state:
        return tuple(it["value"] for it in state["selected_options"] or ())
    option = state.get("selected_option") or {}
    value = option.get("value") or state.get("selected_date") or state.get("value")
    return (value,) if value else ()
