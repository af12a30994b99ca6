"""Contacts and dates are looked up in any chat, from memory, and nothing of it is kept."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.look_up import MOST, look_up
from tests.channels.telegram.house import House
from tests.conversation.asking import NOW, shipped


@pytest.mark.with_packs
async def test_a_contact_is_found(house: House) -> None:
    found = await house.driver.look_up(81, "foui namsos")
    titles = [it["title"] for it in found]
    assert titles == ["FoUI-kontakten i Namsos kommune"]
    assert "postmottak@namsos.kommune.no" in found[0]["description"]
    assert not await house.received()


@pytest.mark.with_packs
async def test_a_date_is_found_in_the_language_of_the_menus(house: House) -> None:
    house.telegram.world.languages[81] = "sv"
    [first, *_] = await house.driver.look_up(81, "")
    assert "2027" in first["description"]
    assert "Källa" in first["input_message_content"]["message_text"]


@pytest.mark.with_packs
async def test_nothing_is_found_for_what_there_is_not(house: House) -> None:
    assert await house.driver.look_up(81, "zzzz") == []


@given(st.text(max_size=30))
def test_any_words_find_a_few_cards(words: str) -> None:
    assert len(look_up(shipped(), words, "nb", NOW)) <= MOST
