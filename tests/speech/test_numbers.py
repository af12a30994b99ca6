"""Sums are said as each language says them, with the country where it is not the reader's own."""

import pytest

from bot.message import Language
from bot.speech.numbers import money


@pytest.mark.parametrize(
    ("language", "own", "expected"),
    [
        ("nb", "NOK", "150 000 kroner"),
        ("nb", None, "150 000 norske kroner"),
        ("sv", "SEK", "150 000 norska kronor"),
        ("en", "NOK", "NOK 150,000"),
    ],
)
def test_a_sum_names_its_currency(language: Language, own: str | None, expected: str) -> None:
    said = money(150_000, "NOK", language, own_currency=own)
    assert said.replace("\u00a0", " ") == expected


@pytest.mark.parametrize(
    ("amount", "language", "expected"),
    [
        (1_500_000, "nb", "1,5 millioner kroner"),
        (1_000_000, "nb", "1 million kroner"),
        (1_500_000, "en", "NOK 1.5 million"),
        (1_550_000, "nb", "1 550 000 kroner"),
    ],
)
def test_round_millions_are_said_as_millions(
    amount: int, language: Language, expected: str
) -> None:
    said = money(amount, "NOK", language, own_currency="NOK")
    assert said.replace("\u00a0", " ") == expected


def test_no_sum_is_broken_across_lines() -> None:
    assert " " not in money(150_000, "NOK", "nb", own_currency="NOK")
