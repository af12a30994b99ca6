"""Texts are cut between sentences, never inside one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.speech.sentences import capital, sentences, shorten
from bot.speech.validity import until


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("En. To. Tre.", ("En.", "To.", "Tre.")),
        ("Møtet er kl. 13.00 fredag. Velkommen.", ("Møtet er kl. 13.00 fredag.", "Velkommen.")),
        ("Fristen er 3. Juni er sommer.", ("Fristen er 3. Juni er sommer.",)),
        ("Har dere tid? Vi har.", ("Har dere tid?", "Vi har.")),
    ],
)
def test_sentences_end_where_they_end(text: str, expected: tuple[str, ...]) -> None:
    assert sentences(text) == expected


@given(st.text())
def test_no_word_is_lost(text: str) -> None:
    assert " ".join(sentences(text)).split() == text.split()


@given(st.text(), st.integers(0, 100))
def test_a_short_text_is_the_beginning_of_the_long_one(text: str, words: int) -> None:
    assert " ".join(text.split()).startswith(shorten(text, words))


def test_the_first_sentence_is_kept_however_long() -> None:
    assert shorten("Dette er en lang setning. Kort.", 2) == "Dette er en lang setning."


def test_a_capital_changes_one_letter() -> None:
    assert capital("den vetenskapliga ledaren") == "Den vetenskapliga ledaren"
    assert capital("") == ""


def test_a_day_that_a_fact_held_until_has_its_year_and_a_year_stays_a_year() -> None:
    assert until("2026-01-01", "nb") == "1. januar 2026"
    assert until("2025", "sv") == "2025"
