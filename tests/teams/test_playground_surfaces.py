"""What Teams has beside messages, in a Teams that nobody here wrote."""

import pytest

from tests.teams import shapes
from tests.teams.playground import Playground, Shown
from tests.teams.reading import Card
from tests.teams.test_playground import Yard, yard
from tests.teams.world import Json

__all__ = ["yard"]

pytestmark = [
    pytest.mark.node,
    pytest.mark.with_packs,
    pytest.mark.parametrize("databases", ["sqlite"], indirect=True),
]


async def page(teams: Playground) -> Shown:
    """Follow something, and look at one's own page."""
    await teams.say("Minn meg på Klimasats")
    await teams.next()
    await teams.say("Min side")
    return await teams.next()


async def test_what_is_switched_off_is_off_on_the_card_itself(yard: Yard) -> None:
    shown = await page(yard.teams)
    assert "Slå av" in shown.card.labels
    told = await yard.teams.press(shown, "Slå av")
    assert told["value"] == "Et øyeblikk …"
    await yard.teams.until(lambda: "Slå på" in shown.card.labels)
    assert len(yard.teams.shown) == 2, "nothing is said about it beside"


async def test_a_card_is_given_anew(yard: Yard) -> None:
    shown = await page(yard.teams)
    refresh: Json = shown.card.json["refresh"]["action"]
    told = await yard.teams.invoke(shown, "adaptiveCard/action", {"action": refresh})
    assert "Slå av" in Card(told["value"]).labels


async def test_a_search_is_answered(yard: Yard) -> None:
    await yard.teams.say("hei")
    shown = await yard.teams.next()
    asked = shapes.query("search", "")["value"] | {
        "parameters": [{"name": "words", "value": "foui namsos"}]
    }
    told = await yard.teams.invoke(shown, "composeExtension/query", asked)
    [first, *_] = told["composeExtension"]["attachments"]
    assert "namsos.kommune.no" in Card(first["content"]).text
