"""Periods named in messages, counted from Monday 23 November 2026."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intents.feasts import easter_sunday
from intents.meaning import Language
from intents.periods import find_period
from intents.words import read

TODAY = date(2026, 11, 23)
LANGUAGES = st.sampled_from(["nb", "nn", "sv", "en"])
TIME_WORDS = st.sampled_from(
    [
        "i",
        "om",
        "på",
        "neste",
        "denne",
        "uke",
        "3",
        "14",
        "53",
        "12.",
        "mars",
        "31",
        "30.",
        "februar",
        "2027",
        "9999",
        "før",
        "jul",
        "innen",
        "nyttår",
        "fra",
        "til",
        "mellom",
        "og",
        "tre",
        "måneder",
        "år",
        "kvartal",
        "første",
        "Q4",
        "våren",
        "the",
        "next",
        "29th",
        "–",
        "/",
        ".",
        "after",
        "Easter",
        "vecka",
    ]
)


@pytest.mark.parametrize(
    ("language", "text", "start", "end"),
    [
        ("nb", "hva skjer i neste uke", "2026-11-30", "2026-12-07"),
        ("nb", "noe denne uka?", "2026-11-23", "2026-11-30"),
        ("nb", "før jul", "2026-11-23", "2026-12-24"),
        ("nb", "kurs på nyåret", "2027-01-01", "2027-03-01"),
        ("nb", "i januar", "2027-01-01", "2027-02-01"),
        ("nb", "innen nyttår", "2026-11-23", "2027-01-01"),
        ("nb", "uke 3", "2027-01-18", "2027-01-25"),
        ("nb", "uke 3-5", "2027-01-18", "2027-02-08"),
        ("nb", "frister i første kvartal", "2027-01-01", "2027-04-01"),
        ("nb", "de neste tre ukene", "2026-11-23", "2026-12-14"),
        ("nb", "til våren", "2027-02-01", "2027-07-01"),
        ("nb", "i høst", "2026-08-01", "2026-12-01"),
        ("nb", "før sommeren", "2026-11-23", "2027-06-01"),
        ("nb", "i dag", "2026-11-23", "2026-11-24"),
        ("nb", "i morra", "2026-11-24", "2026-11-25"),
        ("nb", "12. mars", "2027-03-12", "2027-03-13"),
        ("nb", "12.–14. januar", "2027-01-12", "2027-01-15"),
        ("nb", "mellom 1. mars og 15. april", "2027-03-01", "2027-04-16"),
        ("nb", "12/3", "2027-03-12", "2027-03-13"),
        ("nb", "på torsdag", "2026-11-26", "2026-11-27"),
        ("nb", "resten av året", "2026-11-23", "2027-01-01"),
        ("nb", "midten av mars", "2027-03-10", "2027-03-21"),
        ("nb", "går det noe i vår?", "2027-02-01", "2027-07-01"),
        ("nb", "plan for 2028", "2028-01-01", "2029-01-01"),
        ("nn", "møte neste veke", "2026-11-30", "2026-12-07"),
        ("nn", "innan to veker", "2026-11-23", "2026-12-07"),
        ("sv", "första kvartalet", "2027-01-01", "2027-04-01"),
        ("sv", "innan sommaren", "2026-11-23", "2027-06-01"),
        ("sv", "den här månaden", "2026-11-01", "2026-12-01"),
        ("sv", "efter sportlovet", "2027-03-15", "2027-06-15"),
        ("en", "next month", "2026-12-01", "2027-01-01"),
        ("en", "by 1 March", "2026-11-23", "2027-03-02"),
        ("en", "after Easter", "2027-03-30", "2027-06-30"),
        ("en", "in May or June", "2027-05-01", "2027-07-01"),
        ("en", "this year", "2026-01-01", "2027-01-01"),
        ("en", "before the summer", "2026-11-23", "2027-06-01"),
    ],
)
def test_period(language: Language, text: str, start: str, end: str) -> None:
    period = find_period(read(text), TODAY, language)
    assert period is not None
    assert (period.start.isoformat(), period.end.isoformat()) == (start, end)
    assert period.surface in text


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("nb", "går det noe i vår kommune"),
        ("nb", "vi søker om 1.5 millioner"),
        ("nb", "ei uke på forhånd"),
        ("en", "may I ask something"),
        ("sv", "sista dag för ansökan"),
        ("nb", ""),
    ],
)
def test_no_period(language: Language, text: str) -> None:
    assert find_period(read(text), TODAY, language) is None


def test_easter() -> None:
    assert [easter_sunday(year) for year in (2024, 2025, 2026, 2027)] == [
        date(2024, 3, 31),
        date(2025, 4, 20),
        date(2026, 4, 5),
        date(2027, 3, 28),
    ]


@given(
    st.lists(TIME_WORDS, max_size=12).map(" ".join) | st.text(max_size=100), st.dates(), LANGUAGES
)
def test_any_text_on_any_day(text: str, today: date, language: Language) -> None:
    period = find_period(read(text), today, language)
    assert period is None or period.start < period.end
