"""A person's own page is a card that follows what is switched on it, and what becomes of time."""

import pytest

from tests.channels.teams.house import House
from tests.channels.teams.told import acknowledged, in_place
from tests.teams import shapes
from tests.teams.drive import Answer
from tests.teams.reading import Card
from tests.teams.world import KARI, OLA, Message

pytestmark = pytest.mark.with_packs


async def page(house: House) -> Message:
    """Let Kari follow something and look at her page."""
    await house.say("Minn meg på Klimasats")
    return await house.say("Min side")


@pytest.mark.parametrize("words", ["Min side", "min side", "Mi side", "Min sida", "My page"])
async def test_the_page_is_shown_when_it_is_asked_for(house: House, words: str) -> None:
    shown = await house.say(words)
    assert "refresh" in shown.card
    assert Card(shown.card).faults == []


async def test_among_others_it_is_not_shown(house: House) -> None:
    group = house.teams.world.group(KARI, OLA)
    answer = await house.mention(group, "min side")
    assert "refresh" not in answer.card


async def test_what_is_switched_is_switched_on_the_card_itself(house: House) -> None:
    shown = await page(house)
    before = Card(shown.card)
    assert "Klimasats" in before.text
    [off] = [it for it in before.labels if it == "Slå av"][:1]
    assert acknowledged(await house.driver.press(KARI, shown, off)) == "Et øyeblikk …"
    await house.until_done(3)
    after = Card(shown.card)
    assert after.text != before.text
    assert len(house.teams.messages(KARI)) == 2, "nothing is said about it beside"


async def test_seen_again_the_page_is_as_it_is_now(house: House) -> None:
    shown = await house.say("Min side")
    assert "Slå av" not in Card(shown.card).labels
    await house.say("Minn meg på Klimasats")
    assert "Slå av" in in_place(await house.driver.see(KARI, shown)).labels
    assert len(await house.received()) == 2, "to look is to say nothing"


async def test_nobody_elses_page_can_be_asked_for(house: House) -> None:
    shown = await page(house)
    group = house.teams.world.group(KARI, OLA)
    asked = shapes.executed(shown, {"type": "Action.Execute", "verb": "refresh"}, trigger=None)
    assert await house.driver.act(OLA, asked, group) == Answer(200)
