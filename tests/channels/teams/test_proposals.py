"""Who meets the bot alone for the first time is shown what there is to say."""

import pytest
from microsoft_teams.api import SuggestedActions

from tests.channels.teams.house import House
from tests.teams.reading import Card
from tests.teams.world import KARI, Person

pytestmark = pytest.mark.with_packs


@pytest.mark.parametrize("locale", ["nb-NO", "nn-NO", "sv-SE"])
async def test_each_proposal_is_understood_as_it_is_said(house: House, locale: str) -> None:
    somebody = Person("Noen", locale=locale)
    await house.driver.install(somebody)
    [welcome] = await house.answers(somebody)
    told = SuggestedActions.model_validate(welcome.activity["suggestedActions"])
    assert [it.type for it in told.actions] == ["imBack"] * 4
    answers = {Card((await house.say(str(it.value), somebody)).card).text for it in told.actions}
    assert len(answers) == 4, "none of them is met with the same «I do not understand»"


async def test_among_others_nothing_is_proposed(house: House) -> None:
    group = house.teams.world.group(KARI)
    await house.driver.install(KARI, group)
    [welcome] = await house.answers(group)
    assert "suggestedActions" not in welcome.activity


async def test_later_nothing_is_proposed(house: House) -> None:
    assert "suggestedActions" not in (await house.say("hei")).activity
