"""Forms as cards of a dialog, and what comes back of them."""

from collections.abc import Mapping
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.teams.check import check_card
from bot.channels.teams.escape import JOINER
from bot.channels.teams.form_card import CARRIED, filled, form_card
from bot.form import YES, Choice, Field, FieldKind, Form
from bot.message import Action, Language, Line, Segment
from tests.channels.hostile import forms, some
from tests.channels.teams.reading import Json, actions_of, parts, words_of
from tests.channels.thing import squeezed

_ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=4,
)


def _form(*fields: Field, language: Language = "nb") -> Form:
    return Form(Action("idea", "IDE-2026-0042"), language, "En idé", fields, "Send")


def _drawn(field: Field, faults: Mapping[str, str] | None = None) -> Json:
    card = form_card(_form(field), "{}", faults or {})
    check_card(card)
    return next(it for it in parts(card) if it["type"].startswith("Input."))


def _choices(number: int) -> tuple[Choice, ...]:
    return tuple(Choice(f"v{it}", f"Kommune {it}") for it in range(number))


def _begun(card: Json) -> dict[str, Any]:
    """Give what a client sends of a form in which nothing is changed."""
    inputs = (it for it in parts(card) if it["type"].startswith("Input."))
    return {it["id"]: it.get("value", "") for it in inputs}


def _can_be_answered(form: Form) -> bool:
    return any(it.choices or it.kind not in {"choice", "choices"} for it in form.fields)


@some
@given(forms.filter(_can_be_answered))
def test_every_form_is_a_card_that_teams_takes(form: Form) -> None:
    check_card(form_card(form, "{}"))
    check_card(form_card(form, "{}", {it.name: it.label for it in form.fields}))


@some
@given(forms.filter(_can_be_answered))
def test_no_word_of_a_form_is_lost(form: Form) -> None:
    told = squeezed(words_of(form_card(form, "{}")).replace("\\", ""))
    for field in form.fields:
        if field.choices or field.kind not in {"choice", "choices"}:
            asked = [field.label, field.hint, *(it.label for it in field.choices)]
            assert all(squeezed(it.replace("\\", "")) in told for it in asked)


@some
@given(forms.filter(_can_be_answered))
def test_what_stands_there_from_the_start_comes_back(form: Form) -> None:
    back = filled(_begun(form_card(form, "{}")), form)
    for field in form.fields:
        if field.name in back and field.choices:
            offered = {choice.value for choice in field.choices}
            assert back[field.name] == tuple(it for it in field.value if it in offered)
        elif field.name in back:
            [begun] = field.value or ("",)
            assert "".join(back[field.name]) == begun[: field.most]


@some
@given(forms, st.data())
def test_only_what_could_be_answered_is_read(form: Form, data: st.DataObject) -> None:
    names = [f"field_{it.name}" for it in form.fields]
    sent = data.draw(st.dictionaries(st.sampled_from(names) | st.text(max_size=5), _ANYTHING))
    for field in form.fields:
        given = filled(sent, form).get(field.name, ())
        assert all(isinstance(it, str) and it for it in given)
        assert field.kind == "choices" or len(given) <= 1
        if field.choices:
            assert set(given) <= {it.value for it in field.choices}
    assert set(filled(sent, form)) <= {it.name for it in form.fields}


@pytest.mark.parametrize(
    ("kind", "sent", "back"),
    [
        ("line", "Sensorer", ("Sensorer",)),
        ("text", "<at>alle</at> & *fet*\nnei", ("<at>alle</at> & *fet*\nnei",)),
        ("line", "", ()),
        ("line", ["Sensorer"], ()),
        ("choice", "v3", ("v3",)),
        ("choice", "Kommune 3", ()),
        ("choice", "v1,v3", ()),
        ("choices", "v4,v1", ("v1", "v4")),
        ("choices", "v1,v9", ("v1",)),
        ("day", "2027-02-15", ("2027-02-15",)),
        ("day", "2027-02-30", ()),
        ("day", "20270215", ()),
        ("switch", "yes", (YES,)),
        ("switch", "no", ()),
        ("switch", True, ()),
    ],
)
def test_what_is_filled_in_comes_back(kind: FieldKind, sent: Any, back: tuple[str, ...]) -> None:
    form = _form(Field("felt", "Felt", kind, choices=_choices(5)))
    assert filled({"field_felt": sent}, form) == {"felt": back}


@pytest.mark.parametrize(
    ("kind", "number", "value", "style"),
    [
        ("choice", 5, (), "expanded"),
        ("choice", 6, (), "filtered"),
        ("choice", 6, ("v1",), "compact"),
        ("choices", 10, ("v1",), "expanded"),
        ("choices", 11, (), "filtered"),
        ("choices", 11, ("v1",), "compact"),
    ],
)
def test_a_list_is_drawn_by_its_length(
    kind: FieldKind, number: int, value: tuple[str, ...], style: str
) -> None:
    element = _drawn(Field("kommune", "Kommune", kind, value, _choices(number)))
    assert (element["style"], element.get("value", "")) == (style, "".join(value))
    assert len(element["choices"]) == number


@pytest.mark.parametrize("language", get_args(Language))
def test_what_must_be_answered_says_so_but_a_switch_may_stay_off(language: Language) -> None:
    asked = (Field("a", "A", "line", required=True), Field("b", "B", "switch", required=True))
    card = form_card(_form(*asked, language=language), "{}")
    line, switch = [it for it in parts(card) if it["type"].startswith("Input.")]
    assert line["isRequired"]
    assert line["errorMessage"]
    assert "isRequired" not in switch


def test_a_text_has_no_more_room_than_it_may_have() -> None:
    element = _drawn(Field("ord", "Ord", "text", most=200, value=("a" * 300,)))
    assert (element["maxLength"], element["value"]) == (200, "a" * 200)


def test_what_is_carried_comes_back_under_a_name_of_its_own() -> None:
    card = form_card(_form(Field(CARRIED, "A", "line")), '{"kind":"submitted"}')
    [send] = actions_of(card)
    assert send["data"] == {CARRIED: '{"kind":"submitted"}'}
    assert CARRIED not in {it.get("id") for it in parts(card)}


def test_faults_stand_at_their_fields_and_all_together_on_top() -> None:
    asked = (Field("text", "Hva", "text"), Field("kommune", "Kommune", "line"))
    faults = {"kommune": "Velg en kommune.", "people": "Skriv et tall."}
    card = form_card(_form(*asked), "{}", faults)
    top, _, place, fault = card["body"]
    said = [it["text"] for it in parts(top) if it["type"] == "TextRun"]
    assert said[1:] == ["Velg en kommune.", "Skriv et tall."]
    assert place["id"] == "field_kommune"
    assert words_of(fault).strip() == "Velg en kommune."
    assert top["style"] == fault["style"] == "attention"


def test_what_stands_above_the_fields_is_drawn() -> None:
    line = Line((Segment("Dette ser "), Segment("bare", uncertain=True), Segment(" kommunen.")))
    form = Form(Action("idea"), "nb", "En idé", (Field("a", "A", "line"),), "Send", (line,))
    body = form_card(form, "{}")["body"]
    assert [it["type"] for it in body] == ["RichTextBlock", "Input.Text"]


def test_a_date_in_a_label_is_not_counted_out() -> None:
    label = "{{DATE(2027-02-14T06:08:39Z)}}"
    element = _drawn(Field("a", label, "line"))
    assert element["label"] == label.replace("{{", f"{{{JOINER}{{")
