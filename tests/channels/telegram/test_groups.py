"""In groups the bot answers whoever speaks to it, and hears nobody else."""

import pytest

from tests.channels.telegram.house import House

pytestmark = pytest.mark.with_packs

GROUP = -1001


@pytest.mark.parametrize(
    "text",
    [
        "@idelos_bot hvem er FoUI-kontakt i Namsos?",
        "💡 Hvem er FoUI-kontakt i Namsos, @Idelos_Bot?",
        "/hjelp@idelos_bot",
        "/frister@IDELOS_BOT Klimasats",
    ],
)
async def test_whoever_names_the_bot_is_answered_there(house: House, text: str) -> None:
    answer = await house.say(text, 81, GROUP)
    assert answer.answers == house.driver.last["message"]["message_id"]
    assert "idelos_bot" not in answer.text.lower()


async def test_whoever_answers_the_bot_goes_on(house: House) -> None:
    first = await house.say("@idelos_bot vi vil teste sensorer i hjemmetjenesten", 81, GROUP)
    await house.driver.answer(82, first, "Namsos")
    [answer] = await house.answers(GROUP)
    assert "namsos.kommune.no" in answer.text


@pytest.mark.parametrize(
    "text",
    [
        "hvem er FoUI-kontakt i Namsos?",
        "@idelos_bots er noen andre",
        "skriv til x@idelos_bot.no",
        "/hjelp",
        "/hjelp@annen_bot",
        "/start",
    ],
)
async def test_nothing_else_is_kept(house: House, text: str) -> None:
    await house.driver.say(81, text, GROUP)
    assert not await house.received()


async def test_a_topic_is_answered_in_the_topic(house: House) -> None:
    more = {"message_thread_id": 7, "is_topic_message": True}
    await house.driver.say(81, "@idelos_bot hei", GROUP, **more)
    [answer] = await house.answers(GROUP)
    assert answer.topic == 7


async def test_a_group_follows_what_it_asked_for(house: House) -> None:
    await house.say("@idelos_bot minn oss på Klimasats", 81, GROUP)
    assert await house.doors() == [("telegram", "-1001", None)]


async def test_a_channel_can_ask_too(house: House) -> None:
    house.telegram.world.kinds[-1009] = "channel"
    post = house.driver.wrote(81, "@idelos_bot minn oss på Klimasats", -1009)
    del post["from"]
    await house.driver.update(channel_post=post)
    await house.answers(-1009)
    assert await house.doors() == [("telegram", "-1009", None)]


async def test_a_group_that_became_a_supergroup_goes_on_where_it_was(house: House) -> None:
    await house.say("@idelos_bot minn oss på Klimasats", 81, -55)
    await house.driver.become_supergroup(-55, -1055)
    await house.until_done(2)
    assert await house.doors() == [("telegram", "-1055", None)]
    mine = await house.say("@idelos_bot hva er vi varslet om?", 81, -1055)
    assert "Klimasats" in mine.text


async def test_an_answer_finds_a_group_that_moved_meanwhile(house: House) -> None:
    await house.say("@idelos_bot minn oss på Klimasats", 81, -55)
    house.telegram.world.moved[-55] = -1055
    await house.driver.say(81, "@idelos_bot hei", -55)
    [answer] = await house.answers(-1055)
    assert "Hei" in answer.text
    assert await house.doors() == [("telegram", "-1055", None)]
    await house.driver.become_supergroup(-55, -1055)
    await house.until_done(3)
    assert await house.doors() == [("telegram", "-1055", None)]


async def test_out_of_a_group_its_door_is_closed(house: House) -> None:
    await house.say("@idelos_bot minn oss på Klimasats", 81, GROUP)
    await house.driver.member(GROUP, "left", by=81)
    await house.until_done(2)
    assert await house.doors() == [("telegram", "-1001", "telegram blocked")]


async def test_what_is_for_two_leads_to_the_bot_alone(house: House) -> None:
    answer = await house.say("@idelos_bot hva vet du om meg?", 81, GROUP)
    [[button]] = answer.keyboard
    assert (button["text"], button["url"]) == ("Åpne samtalen vår", "https://t.me/idelos_bot")
