"""Somebody's own words on a card: as they were written, between ours."""

from hypothesis import given
from microsoft_teams.cards import ExecuteAction, RefreshDefinition

from bot.channels.teams.buttons import press
from bot.channels.teams.check import check
from bot.channels.teams.escape import JOINER
from bot.channels.teams.press import pressed
from bot.channels.teams.quoted_card import quoted_card
from bot.message import Action, Line, Segment
from tests.channels.hostile import labels, some
from tests.channels.teams.reading import actions_of, links_of, words_of

_LINES = [Line((Segment("Kari spør:"),)), Line((Segment("Navnet ditt blir ikke med."),))]


@some
@given(labels)
def test_the_words_stand_between_ours_as_they_were_written(words: str) -> None:
    drawn = quoted_card(_LINES, words, "nb")
    check(drawn)
    said = f"Kari spør:\n{words}\nNavnet ditt blir ikke med."
    assert drawn.text.replace(JOINER, "") == said
    assert "\n".join(filter(None, words_of(drawn.card).splitlines())) == "\n".join(
        filter(None, said.splitlines())
    )
    assert list(links_of(drawn.card)) == []


def test_an_answer_carries_what_it_is_about() -> None:
    yes = press(Action("consent", "yes"), "Ja", {"quoted": "<at>alle</at>"})
    card = quoted_card(_LINES, "<at>alle</at>", "nb", [yes]).card
    [button] = actions_of(card)
    assert pressed(button["data"]) == Action("consent", "yes")
    assert button["data"]["quoted"] == button["fallback"]["data"]["quoted"] == "<at>alle</at>"


def test_each_person_can_be_given_a_card_of_their_own() -> None:
    mine = RefreshDefinition(action=ExecuteAction(title="x", verb="mine"), user_ids=["29:kari"])
    card = quoted_card(_LINES, "Ord", "nb", refresh=mine).card
    assert card["refresh"]["userIds"] == ["29:kari"]
