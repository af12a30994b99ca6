"""A person's own page: every word, every button, what is on or off, and how it is drawn anew."""

from typing import get_args

import pytest
from hypothesis import given

from bot.channels.teams.check import check
from bot.channels.teams.home_card import REFRESH, home_card
from bot.channels.teams.press import pressed
from bot.home import Home, Section, Switch
from bot.message import Action, Card, Language, Line, Segment
from bot.speech.catalogue import catalogue
from tests.channels.hostile import homes, some
from tests.channels.teams.reading import HOME, actions_of, parts, words_of
from tests.channels.thing import buttons_of, squeezed
from tests.channels.thing import words_of as said_in

_ON, _OFF = Action("follow", "klimasats"), Action("unfollow", "klimasats")


@some
@given(homes)
def test_no_word_of_a_page_is_lost(page: Home) -> None:
    drawn = home_card(page, HOME)
    check(drawn)
    assert all(it in squeezed(words_of(drawn.card)) for it in said_in(page))


@some
@given(homes)
def test_every_button_of_a_page_comes_back_as_what_it_means(page: Home) -> None:
    drawn = [it for it in actions_of(home_card(page, HOME).card) if "data" in it]
    back = [action.encode() for it in drawn if (action := pressed(it["data"]))]
    assert sorted(back) == sorted(it.action.encode() for it in buttons_of(page) if it.action)


@pytest.mark.parametrize("is_on", [True, False])
@pytest.mark.parametrize("language", get_args(Language))
def test_a_switch_says_how_it_stands_and_turns_to_what_it_is_not(
    language: Language, is_on: bool
) -> None:
    section = Section("Varsler", switches=(Switch("Klimasats", is_on, _ON, _OFF),))
    drawn = home_card(Home(language, (section,)), HOME)
    say = catalogue(language).text
    assert f"Klimasats: {say('teams.home.on' if is_on else 'teams.home.off')}" in drawn.text
    [button] = actions_of(drawn.card)
    assert button["title"] == say("teams.home.turn_off" if is_on else "teams.home.turn_on")
    assert button["tooltip"] == f"{button['title']}: Klimasats"
    assert pressed(button["data"]) == (_OFF if is_on else _ON)


def test_it_asks_to_be_drawn_anew() -> None:
    asks = home_card(Home("nb", (Section("Ideene dine"),)), HOME).card["refresh"]["action"]
    assert (asks["type"], asks["verb"]) == ("Action.Execute", REFRESH)


def test_a_page_that_no_card_holds_says_so() -> None:
    rows = (Line((Segment("Kommunen tar imot ideer hele året. " * 20),)),) * 6
    section = Section("Frister", cards=tuple(Card("call", f"{it}", rows) for it in range(9)))
    drawn = home_card(Home("nb", (section,)), HOME)
    check(drawn)
    assert drawn.text.endswith(catalogue("nb").text("teams.home.full"))


def test_a_page_that_holds_all_says_nothing_of_it() -> None:
    drawn = home_card(Home("nb", (Section("Frister"),)), HOME)
    assert [it["text"] for it in parts(drawn.card) if it["type"] == "TextRun"] == ["Frister"]
