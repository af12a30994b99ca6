"""Long text in pieces: nothing lost, and cut where a reader would pause."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.cut import pieces, shorten


@given(st.text("ab. \n!", max_size=200), st.integers(1, 30))
def test_the_pieces_are_the_text_and_fit(text: str, most: int) -> None:
    cut = tuple(pieces(text, most))
    assert "".join(cut) == text
    assert all(0 < len(piece) <= most for piece in cut)


@pytest.mark.parametrize(
    ("text", "most", "first"),
    [
        ("Ja. I dag. I morgen.", 12, "Ja. I dag. "),
        ("Ja, i dag og i morgen", 12, "Ja, i dag "),
        ("kommunedirektør", 8, "kommuned"),
        ("linje\nlinje to", 9, "linje\n"),
        ("Ja. I dag.", 10, "Ja. I dag."),
    ],
)
def test_it_is_cut_after_a_sentence_else_between_words(text: str, most: int, first: str) -> None:
    assert next(pieces(text, most)) == first


def test_a_label_that_is_too_long_ends_in_dots() -> None:
    assert shorten("Send videre", 11) == "Send videre"
    assert shorten("Send ideen videre", 6) == "Send…"
