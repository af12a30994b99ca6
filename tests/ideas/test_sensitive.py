"""What looks like a client's case is found, and what is only about clients is not."""

from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from stdnum import luhn
from stdnum.no import fodselsnummer

from bot.ideas.sensitive import find_sensitive

_BORN = st.dates(date(1940, 1, 1), date(1999, 12, 31))
_AROUND = st.sampled_from(["", "fødd ", "personnr: ", "Vi har en bruker, "])


def _norwegian(born: date, individual: int, *, later_day: int = 0) -> str | None:
    """A number of somebody born in the 1900s; None for the few that have no check digits."""
    start = f"{born.day + later_day:02}{born:%m%y}{individual:03}"
    first = fodselsnummer.calc_check_digit1(f"{start}00")
    second = fodselsnummer.calc_check_digit2(f"{start}{first}0")
    return f"{start}{first}{second}" if len(first) == len(second) == 1 else None


def _swedish(born: date, serial: int, *, later_day: int = 0) -> str:
    start = f"{born:%y%m}{born.day + later_day:02}"
    return f"{start}-{serial:03}{luhn.calc_check_digit(start + f'{serial:03}')}"


@given(_BORN, st.integers(0, 499), st.sampled_from([0, 40]), _AROUND, st.sampled_from(["", " "]))
def test_norwegian_numbers_are_found_also_of_people_without_residence(
    born: date, individual: int, later_day: int, before: str, gap: str
) -> None:
    number = _norwegian(born, individual, later_day=later_day)
    assume(number is not None)
    written = f"{number[:6]}{gap}{number[6:]}" if number else ""
    found = find_sensitive(f"{before}{written} vil prøve noe nytt")
    assert found is not None
    assert found.masked == f"{before}▢▢▢ vil prøve noe nytt"


@given(_BORN, st.integers(0, 999), st.sampled_from([0, 60]), _AROUND)
def test_swedish_numbers_are_found_also_coordination_numbers(
    born: date, serial: int, later_day: int, before: str
) -> None:
    number = _swedish(born, serial, later_day=later_day)
    found = find_sensitive(f"{before}{number} vill prova något nytt")
    assert found is not None
    assert number not in found.masked


@given(_BORN, st.integers(0, 499), st.integers(1, 9))
def test_a_wrong_check_digit_is_another_number(born: date, individual: int, off: int) -> None:
    number = _norwegian(born, individual)
    assume(number is not None)
    wrong = f"{number[:-1]}{(int(number[-1]) + off) % 10}" if number else ""
    assert find_sensitive(f"konto {wrong}") is None


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Kari Nordmann har fått kreft", "▢▢▢ har fått ▢▢▢"),
        ("Ingrid fekk demens i fjor", "▢▢▢ fekk ▢▢▢ i fjor"),
        ("Eleven Ola Vik har ADHD", "Eleven ▢▢▢ har ▢▢▢"),
        ("Johanna Ek behöver stöd efter sin depression", "▢▢▢ behöver stöd efter sin ▢▢▢"),
        ("Pasienten Xhemile Berisha har fått kreft", "Pasienten ▢▢▢ har fått ▢▢▢"),
        ("Mohammed in class 7 has diabetes", "▢▢▢ in class 7 has ▢▢▢"),
    ],
)
def test_a_name_beside_health_is_found(text: str, masked: str) -> None:
    found = find_sensitive(text)
    assert found is not None
    assert found.masked == masked
    assert found.rest == ()


@pytest.mark.parametrize(
    "text",
    [
        "Vi i demensteamet i Namsos vil teste sensorer",
        "Jeg heter Kari Nordmann og jobber med kreftpasienter på Røros",
        "Astrid Lindgrens skola i Luleå vill ha utbildning om ADHD",
        "Kari på biblioteket vil prøve leseroboter",
        "Ring 74 21 71 00, organisasjonsnummer 942 875 967",
        "Regionens nummer är 212000-2650 och telefonen 0920-20 54 00",
        "Alzheimerforeningen og Parkinsonforbundet vil være med på forskning om demens",
        "Vi fikk 15081200058 visninger",
        "",
    ],
)
def test_work_with_clients_is_no_clients_case(text: str) -> None:
    assert find_sensitive(text) is None


@given(st.text(max_size=400))
def test_any_text_can_be_looked_at_and_what_is_left_stands_in_it(text: str) -> None:
    found = find_sensitive(text)
    if found:
        assert all("▢▢▢" not in sentence for sentence in found.rest)
