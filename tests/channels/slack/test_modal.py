"""Forms as modals: what Slack takes, and what comes back."""

from typing import Any

import pytest
from hypothesis import given

from bot.channels.slack.check import check_view
from bot.channels.slack.modal import filled, matching, modal, refused
from bot.form import YES, Choice, Field, FieldKind, Form
from bot.message import Action, Language, Line, Segment
from tests.channels.hostile import forms, some
from tests.channels.slack.reading import parts
from tests.slack.filled import values_of
from tests.slack.limits import faults_of_view


def _form(*fields: Field, language: Language = "nb") -> Form:
    return Form(Action("idea", "IDE-2026-0042"), language, "En idé", fields, "Send")


def _drawn(field: Field) -> dict[str, Any]:
    view = modal(_form(field), "{}")
    check_view(view)
    assert list(faults_of_view(view, "modal")) == []
    return dict(view["blocks"][0]["element"])


def _choices(number: int) -> tuple[Choice, ...]:
    return tuple(Choice(f"v{it}", f"Kommune {it}") for it in range(number))


@some
@given(forms)
def test_every_form_is_a_modal_that_slack_takes(form: Form) -> None:
    # A form of which nothing can be answered is no form.
    if all(field.kind in {"choice", "choices"} and not field.choices for field in form.fields):
        return
    view = modal(form, "{}")
    check_view(view)
    assert list(faults_of_view(view, "modal")) == []
    assert not [it for it in parts(view) if it.get("type") == "mrkdwn" or it.get("emoji")]


@some
@given(forms)
def test_what_stands_there_from_the_start_comes_back(form: Form) -> None:
    inputs = [it for it in modal(form, "{}")["blocks"] if it["type"] == "input"]
    fields = filled(values_of(inputs, {}))
    for field in form.fields:
        if field.name in fields and field.kind in {"day", "switch"}:
            assert fields[field.name] == field.value
        elif field.name in fields and field.choices:
            offered = {choice.value for choice in field.choices}
            assert fields[field.name] == tuple(it for it in field.value if it in offered)
        elif field.name in fields:
            assert "".join(field.value).startswith("".join(fields[field.name]))


@pytest.mark.parametrize(
    ("kind", "given", "back"),
    [
        ("line", "Sensorer", ("Sensorer",)),
        ("text", "<!channel> & *fet*\nnei", ("<!channel> & *fet*\nnei",)),
        ("line", "", ()),
        ("choice", "v3", ("v3",)),
        ("choices", ("v1", "v4"), ("v1", "v4")),
        ("choices", (), ()),
        ("day", "2027-02-15", ("2027-02-15",)),
        ("switch", (YES,), (YES,)),
        ("switch", (), ()),
    ],
)
def test_what_is_filled_in_comes_back(kind: FieldKind, given: Any, back: tuple[str, ...]) -> None:
    view = modal(_form(Field("felt", "Felt", kind, choices=_choices(5))), "{}")
    assert filled(values_of(view["blocks"], {"felt": given})) == {"felt": back}


@pytest.mark.parametrize(
    ("kind", "number", "drawn"),
    [
        ("choice", 5, "radio_buttons"),
        ("choice", 6, "static_select"),
        ("choice", 100, "static_select"),
        ("choice", 101, "external_select"),
        ("choices", 10, "checkboxes"),
        ("choices", 11, "multi_static_select"),
        ("choices", 100, "multi_static_select"),
        ("choices", 101, "multi_external_select"),
    ],
)
def test_a_list_is_drawn_by_its_length(kind: FieldKind, number: int, drawn: str) -> None:
    choices = _choices(number)
    field = Field("kommune", "Kommune", kind, value=("v1",), choices=choices)
    element = _drawn(field)
    assert element["type"] == drawn
    begun = element.get("initial_option") or element["initial_options"][0]
    assert begun["value"] == "v1"


def test_a_long_list_is_searched_by_what_was_typed() -> None:
    options = matching((*_choices(150), Choice("hitra", "Hitra")), "HIT")["options"]
    assert [it["value"] for it in options] == ["hitra"]
    assert len(matching(_choices(150), "")["options"]) == 100


def test_a_text_has_the_room_that_slack_has() -> None:
    assert _drawn(Field("ord", "Ord", "text"))["max_length"] == 3000
    assert _drawn(Field("ord", "Ord", "line", most=200, value=("a" * 300,))) == {
        "type": "plain_text_input",
        "action_id": "ord",
        "multiline": False,
        "max_length": 200,
        "initial_value": "a" * 200,
    }


def test_what_must_be_answered_is_marked_but_a_switch_may_stay_off() -> None:
    fields = (Field("a", "A", "line", required=True), Field("b", "B", "switch", required=True))
    assert [it["optional"] for it in modal(_form(*fields), "{}")["blocks"]] == [False, True]


def test_what_stands_above_the_fields_is_drawn() -> None:
    line = Line((Segment("Dette ser "), Segment("bare", uncertain=True), Segment(" kommunen.")))
    form = Form(Action("idea"), "nb", "En idé", (Field("a", "A", "line"),), "Send", (line,))
    assert [it["type"] for it in modal(form, "{}")["blocks"]] == ["rich_text", "input"]


@pytest.mark.parametrize(
    ("language", "close"), [("nb", "Avbryt"), ("nn", "Avbryt"), ("sv", "Avbryt"), ("en", "Cancel")]
)
def test_it_can_be_closed_in_every_language(language: Language, close: str) -> None:
    view = modal(_form(Field("a", "A", "line"), language=language), "{}")
    assert view["close"]["text"] == close


def test_faults_stand_at_their_fields() -> None:
    assert refused({"kommune": "Velg en kommune."}) == {
        "response_action": "errors",
        "errors": {"kommune": "Velg en kommune."},
    }
