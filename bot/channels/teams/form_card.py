"""A form as a card of a dialog, and what was filled in there as the form's fields."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import chain
from types import MappingProxyType
from typing import Any, Final

from microsoft_teams.cards import (
    CardElement,
    ChoiceSetInput,
    ChoiceSetInputStyle,
    Container,
    DateInput,
    SubmitAction,
    TextInput,
    ToggleInput,
)
from microsoft_teams.cards import Choice as Offer

from bot.channels.teams.card import Json, whole
from bot.channels.teams.escape import harmless, of_box
from bot.channels.teams.rich_text import of_heading, of_lines, of_words
from bot.form import YES, Faults, Field, Fields, Form
from bot.message import Language
from bot.speech.catalogue import catalogue

CARRIED: Final = "carried"
"""Under which name a form carries what comes back with it."""

_NO_FAULTS: Final[Faults] = MappingProxyType({})
_FEW, _SOME = 5, 10
"""Choices of which one, or any, are seen at a glance; longer lists are folded."""
_OFF: Final = "no"


def form_card(form: Form, carried: str, faults: Faults = _NO_FAULTS) -> Json:
    """Draw a form; `carried` comes back with it. What is wrong is summed up, and said in place."""
    asked = [it for it in form.fields if _can_be_answered(it)]
    body = [*of_lines(form.lines), *_summed_up(form, faults)]
    for field in asked:
        body += _field(field, form.language, faults.get(field.name, ""))
    send = SubmitAction(title=form.submit, style="positive", data={CARRIED: carried})
    return whole(body, form.language, [send])


def filled(data: Mapping[str, Any], form: Form) -> Fields:
    """Read what came back: of each field that was asked, what could be answered there."""
    return {it.name: _given(it, data.get(_id(it))) for it in form.fields if _can_be_answered(it)}


def _can_be_answered(field: Field) -> bool:
    return bool(field.choices) or field.kind not in {"choice", "choices"}


def _id(field: Field) -> str:
    """Give the name of an input: none that a card or Teams itself sends anything under."""
    return f"field_{field.name}"


def _summed_up(form: Form, faults: Faults) -> Iterator[CardElement]:
    if faults:
        begins = catalogue(form.language).text("teams.form.faults")
        yield _fault(*of_heading(begins), *chain.from_iterable(map(of_words, faults.values())))


def _field(field: Field, language: Language, fault: str) -> Iterator[CardElement]:
    yield _input(field, language)
    if fault:
        yield _fault(*of_words(fault))
    if field.hint:
        yield from of_words(field.hint, size="Small", is_subtle=True)


def _fault(*items: CardElement) -> CardElement:
    """Draw what is wrong in a frame: Teams' red letters cannot be read on every ground."""
    return Container(items=[*items], style="attention", spacing="Small", rounded_corners=True)


def _input(field: Field, language: Language) -> CardElement:
    say = catalogue(language).text
    if field.kind == "switch":
        # A box that must be ticked would be no question.
        return ToggleInput(
            id=_id(field),
            title=of_box(field.label),
            value=YES if field.value else _OFF,
            value_on=YES,
            value_off=_OFF,
            wrap=True,
        )
    frame: dict[str, Any] = {"id": _id(field), "label": harmless(field.label)}
    if field.required:
        frame |= {"is_required": True, "error_message": say("teams.form.required")}
    match field.kind:
        case "choice" | "choices":
            return _choice_set(field, say("teams.form.choose"), frame)
        case "day":
            return DateInput(value="".join(field.value) or None, **frame)
        case _:
            many = field.kind == "text"
            start = "".join(field.value)[: field.most] or None
            return TextInput(value=start, max_length=field.most, is_multiline=many, **frame)


def _choice_set(field: Field, prompt: str, frame: Mapping[str, Any]) -> CardElement:
    many = field.kind == "choices"
    begun = _chosen(field, field.value)
    folded = len(field.choices) > (_SOME if many else _FEW)
    label = harmless if folded and not many else of_box
    return ChoiceSetInput(
        choices=[Offer(title=label(it.label), value=it.value) for it in field.choices],
        value=",".join(begun) or None,
        style=_folded(begun) if folded else "expanded",
        placeholder=prompt if folded else None,
        is_multi_select=many,
        wrap=True,
        **frame,
    )


def _folded(begun: Sequence[str]) -> ChoiceSetInputStyle:
    """Let people search a list, but where something is chosen, which clients then show by key."""
    return "compact" if begun else "filtered"


def _given(field: Field, value: object) -> tuple[str, ...]:
    """Read one input. Nothing of it is trusted: what could not be answered is no answer."""
    if not isinstance(value, str) or not value:
        return ()
    match field.kind:
        case "choice":
            return _chosen(field, [value])
        case "choices":
            return _chosen(field, value.split(","))
        case "switch":
            return (YES,) if value == YES else ()
        case "day":
            return (value,) if _is_day(value) else ()
        case _:
            return (value,)


def _chosen(field: Field, values: Sequence[str]) -> tuple[str, ...]:
    chosen = tuple(it.value for it in field.choices if it.value in values)
    return chosen if field.kind == "choices" else chosen[:1]


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
