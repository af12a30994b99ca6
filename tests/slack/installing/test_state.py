"""What comes back from Slack is taken only as it went, by the same browser, in time."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.channels.slack.state import VALID, InstallStates, StateError
from bot.links import Links
from bot.message import Action
from tests.slack.installing.parts import SECRET

NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)
STATES = InstallStates(SECRET)
REGIONS = st.none() | st.text(min_size=1, max_size=30)
BROWSERS = st.text(max_size=40)


@given(REGIONS, BROWSERS, st.timedeltas(timedelta(0), VALID))
def test_the_region_comes_back(region: str | None, browser: str, later: timedelta) -> None:
    assert STATES.read(STATES.issue(browser, region, NOW), browser, NOW + later) == region


@given(REGIONS, BROWSERS, BROWSERS)
def test_another_browser_is_refused(region: str | None, browser: str, other: str) -> None:
    assume(browser != other)
    with pytest.raises(StateError, match="foreign"):
        STATES.read(STATES.issue(browser, region, NOW), other, NOW)


@given(REGIONS, st.timedeltas(timedelta(seconds=1), timedelta(days=400)))
def test_what_is_late_is_refused(region: str | None, later: timedelta) -> None:
    with pytest.raises(StateError, match="expired"):
        STATES.read(STATES.issue("b", region, NOW), "b", NOW + VALID + later)


@given(st.integers(min_value=0), st.characters(codec="ascii"))
def test_what_was_changed_on_the_way_is_refused(place: int, letter: str) -> None:
    state = STATES.issue("b", "norrbotten", NOW)
    at = place % state.index(".")  # of the text; that of the signature has letters to spare
    assume(state[at] != letter)
    with pytest.raises(StateError, match="foreign"):
        STATES.read(state[:at] + letter + state[at + 1 :], "b", NOW)


@given(st.text(max_size=200))
def test_anything_else_is_refused(state: str) -> None:
    with pytest.raises(StateError, match="foreign"):
        STATES.read(state, "b", NOW)


def test_what_was_signed_for_another_purpose_or_by_another_secret_is_refused() -> None:
    letter = Links("https://idelos.test", SECRET).to(7, Action("stop"), NOW)
    assert letter
    for state in (letter.rpartition("/")[2], InstallStates("y" * 32).issue("b", None, NOW)):
        with pytest.raises(StateError, match="foreign"):
            STATES.read(state, "b", NOW)
