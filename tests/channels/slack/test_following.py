"""A channel follows things as a whole, whichever thread somebody asks in."""

import pytest

from tests.channels.slack.house import House

pytestmark = pytest.mark.with_packs


async def test_what_is_followed_in_a_thread_is_the_channels(house: House) -> None:
    house.slack.channel("C1", "U1", "U2")
    house.slack.person("U2")
    await house.driver.mention("U1", "C1", "følg Klimasats")
    await house.answers("C1")
    assert await house.doors() == [("T1/C1", None)]
    await house.driver.mention("U2", "C1", "hvilke varsler får vi?")
    [answer] = await house.answers("C1")
    assert "Klimasats" in answer.text


async def test_it_is_stopped_by_whoever_is_there(house: House) -> None:
    house.slack.channel("C1", "U1", "U2")
    house.slack.person("U2")
    await house.driver.mention("U1", "C1", "følg Klimasats")
    await house.answers("C1")
    await house.driver.mention("U2", "C1", "slutt å følge Klimasats")
    await house.answers("C1")
    await house.driver.mention("U1", "C1", "hvilke varsler får vi?")
    [answer] = await house.answers("C1")
    assert "Klimasats" not in answer.text


async def test_a_channel_and_its_people_follow_apart(house: House) -> None:
    house.slack.channel("C1", "U1")
    await house.driver.mention("U1", "C1", "følg Klimasats")
    await house.answers("C1")
    answer = await house.say("hvilke varsler får jeg?")
    assert "Klimasats" not in answer.text
