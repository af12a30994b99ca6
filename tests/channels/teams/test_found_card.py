"""What was looked up: a list to choose from, and cards that are sent to others."""

from hypothesis import given

from bot.channels.teams.card import CARD
from bot.channels.teams.check import check_card
from bot.channels.teams.escape import JOINER
from bot.channels.teams.found_card import found_cards
from bot.message import Card
from tests.channels.hostile import cards, some
from tests.channels.teams.reading import HOME, actions_of, words_of
from tests.channels.thing import squeezed


@some
@given(cards)
def test_what_was_looked_up_is_shown_whole_and_in_short(card: Card) -> None:
    found = found_cards([card, card], "nb", HOME)
    assert (found["type"], found["attachmentLayout"]) == ("result", "list")
    for it in found["attachments"]:
        check_card(it["content"])
        assert it["contentType"] == CARD
        assert all(squeezed(row.text) in squeezed(words_of(it["content"])) for row in card.rows)
        short = it["preview"]["content"]
        assert short["title"].replace(JOINER, "") == card.heading
        assert "<b>" not in short["text"] + short["title"]


@some
@given(cards)
def test_nothing_can_be_pressed_where_others_see_it(card: Card) -> None:
    [found] = found_cards([card], "nb", HOME)["attachments"]
    assert list(actions_of(found["content"])) == []
