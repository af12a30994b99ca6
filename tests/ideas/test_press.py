"""Buttons about ideas: short enough for every channel, and odd ones do nothing."""

from hypothesis import given
from hypothesis import strategies as st

from bot.ideas.press import Press
from bot.message import Action


@given(st.text(max_size=70))
def test_what_no_button_of_ours_has_is_nothing(argument: str) -> None:
    found = Press.read(argument)
    if found:
        rest = f"={found.choice}" if found.choice else ""
        idea, _, seen = argument.removesuffix(rest).partition(".")
        assert (int(idea), int(seen)) == (found.idea, found.seen)


def test_what_was_seen_and_chosen_comes_back() -> None:
    action = Action.decode("idea_decline:42.3=not_ours")
    assert Press.read(action.argument) == Press(42, 3, "not_ours")
