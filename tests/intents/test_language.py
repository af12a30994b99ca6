"""The language of a message, and the wish for another."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intents.language import LANGUAGES, detect_language
from intents.language_switch import language_switch
from intents.learn_language import learn_language
from intents.words import read


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Hvem er kontaktperson for forskning i kommunen?", "nb"),
        ("itj nån så vess ka vi ska gjør", "nb"),
        ("Kven kan eg snakke med om ideen min?", "nn"),
        ("Vem ska jag prata med om min idé?", "sv"),
        ("Who should I talk to about my idea?", "en"),
        ("send vekebrev om skule, berre e-post", "nn"),
        ("Forget me", "en"),
    ],
)
def test_language_of_a_short_message(text: str, language: str) -> None:
    found, why = detect_language(read(text))
    assert found == language
    assert why
    assert all(reason.label == f"language:{language}" for reason in why)


def test_last_language_and_region_decide_where_the_text_does_not() -> None:
    assert detect_language(read("2027"), "sv")[0] == "sv"
    assert detect_language(read("2027"), None, "norrbotten")[0] == "sv"
    assert detect_language(read("Who should I talk to about this?"), "nb", "trondelag")[0] == "en"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("på nynorsk takk", "nn"),
        ("english please, the norwegians read this too", "en"),
        ("på svenska", "sv"),
        ("kan du svare på engelsk fra nå av", "en"),
        ("can we do this in english", "en"),
        ("bytt språk til bokmål", "nb"),
    ],
)
def test_wish_for_another_language(text: str, language: str) -> None:
    assert language_switch(read(text))[0] == language


@pytest.mark.parametrize(
    "text",
    [
        "ansatte trenger engelsk",
        "Finnes det kurs i norsk for flyktninger?",
        "kan du oversette brosjyren til engelsk",
        "vi vill matchas med en norsk kommun",
        "Ikke svar på engelsk",
        "translate this to swedish: the goat is on the roof",
    ],
)
def test_naming_a_language_is_no_wish(text: str) -> None:
    assert language_switch(read(text)) == (None, ())


@given(st.text(max_size=200))
def test_any_text_has_a_language(text: str) -> None:
    assert detect_language(read(text))[0] in LANGUAGES
    language_switch(read(text))


def test_the_same_messages_give_the_same_weights() -> None:
    pytest.importorskip("sklearn")
    messages = [
        ("hvem er det", "nb"),
        ("kven er det", "nn"),
        ("vem är det", "sv"),
        ("who is it", "en"),
    ] * 4
    assert learn_language(messages) == learn_language(list(messages))  # type: ignore[arg-type]


def test_little_said_keeps_the_language_of_the_conversation() -> None:
    assert detect_language(read("takk"), "nn")[0] == "nn"
    assert detect_language(read("ok"), "sv")[0] == "sv"
    assert detect_language(read("thank you"), "nb")[0] == "en"


def test_names_show_no_language() -> None:
    assert detect_language(read("Luleå"), "en", None, [(0, 5)]) == ("en", ())
