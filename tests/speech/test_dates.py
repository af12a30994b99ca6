from datetime import date

import pytest

from bot.message import Language
from bot.speech.dates import clock, day, exact, local, moment, partial, span

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("nb", "onsdag 2. desember kl. 13.00"),
        ("nn", "onsdag 2. desember kl. 13.00"),
        ("sv", "onsdag 2 december kl. 13.00"),
        ("en", "Wednesday 2 December at 13:00"),
    ],
)
def test_a_moment_of_this_year_has_no_year(language: Language, said: str) -> None:
    assert moment("2026-12-02T13:00", language, today=TODAY) == said


def test_another_year_is_said() -> None:
    assert day(date(2027, 2, 15), "nn", today=TODAY) == "måndag 15. februar 2027"


def test_a_date_without_a_clock_stays_without_one() -> None:
    assert moment("2027-03-31", "sv", today=TODAY) == "onsdag 31 mars 2027"
    assert local("2027-03-31") == (date(2027, 3, 31), None)


def test_one_minute_to_midnight_is_said_as_it_is() -> None:
    _, at = local("2027-03-31T23:59")
    assert at is not None
    assert clock(at, "nb") == "kl. 23.59"


@pytest.mark.parametrize(
    ("value", "said"), [("2015", "2015"), ("2023-08", "august 2023"), ("2023-08-14", "august 2023")]
)
def test_the_age_of_a_fact_is_never_more_exact_than_a_month(value: str, said: str) -> None:
    assert partial(value, "nb") == said


def test_a_known_day_is_said_as_exactly_as_it_is_known() -> None:
    assert exact("2024-01-15", "nb", today=TODAY) == "15. januar 2024"
    assert exact("2016-10", "sv", today=TODAY) == "oktober 2016"


@pytest.mark.parametrize(
    ("language", "said"),
    [("nb", "12.–14. januar 2027"), ("sv", "12–14 januari 2027"), ("en", "12–14 January 2027")],
)
def test_days_of_one_month_are_one_span(language: Language, said: str) -> None:
    assert span(date(2027, 1, 12), date(2027, 1, 14), language, today=TODAY) == said


def test_a_span_over_new_year_names_both_years() -> None:
    said = span(date(2026, 12, 30), date(2027, 1, 2), "nb", today=date(2025, 1, 1))
    assert said == "30. desember 2026 – 2. januar 2027"
