"""A rhythm is worked out once until a date passes, and is the same as if it never was kept."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from knowledge.base import KnowledgeBase
from knowledge.freshness import rhythm
from tests.knowledge.make import call, programme

DAYS = st.dates(date(2024, 1, 1), date(2028, 12, 31))


@given(st.lists(st.tuples(DAYS, st.none() | DAYS), max_size=6), st.lists(DAYS, max_size=8))
def test_what_is_kept_is_what_would_be_worked_out(
    rounds: list[tuple[date, date | None]], days: list[date]
) -> None:
    scheme = programme("p")
    calls = [
        call(str(closes), id=f"c-{number}", opens=str(opens) if opens else None)
        for number, (closes, opens) in enumerate(rounds)
    ]
    kb = KnowledgeBase([scheme, *calls])
    for closes, opens in rounds:
        days += [closes, date.fromordinal(closes.toordinal() + 1), *([opens] if opens else [])]
    for today in days:
        assert kb.rhythm("p", today) == rhythm(calls, scheme, today)


def test_samples_tell_nothing_of_a_scheme() -> None:
    kb = KnowledgeBase([programme("p"), call("2027-02-15", example=True)])
    assert kb.rhythm("p", date(2026, 11, 23)).form == "none"
