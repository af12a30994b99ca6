"""Telegram refuses, breaks off and asks to wait: nothing is lost and nothing comes twice."""

import pytest

from tests.channels.telegram.house import House
from tests.telegram.fake import DROPPED, Fault, flooded, refused

pytestmark = pytest.mark.with_packs


async def test_whoever_blocked_the_bot_has_a_closed_door(house: House) -> None:
    await house.say("Minn meg på Klimasats")
    await house.driver.block(81)
    await house.until_done(2)
    assert await house.doors() == [("telegram", "81", "telegram blocked")]


async def test_an_answer_that_is_refused_closes_the_door_too(house: House) -> None:
    await house.say("Minn meg på Klimasats")
    house.telegram.world.refused[81] = "user is deactivated"
    await house.driver.say(81, "Hei")
    await house.until_done(2)
    assert await house.doors() == [("telegram", "81", "telegram forbidden")]


async def test_whoever_comes_back_is_reached_again(house: House) -> None:
    await house.say("Minn meg på Klimasats")
    await house.driver.block(81)
    await house.until_done(2)
    del house.telegram.world.refused[81]
    await house.driver.member(81, "member")
    await house.say("/start")
    assert await house.doors() == [("telegram", "81", None)]


@pytest.mark.parametrize("fault", [flooded(30), refused(502, "Bad Gateway")])
async def test_what_can_t_be_sent_now_is_sent_later(house: House, fault: Fault) -> None:
    house.telegram.fail("sendMessage", fault)
    await house.driver.say(81, "Hei")
    [row] = await house.until_waiting()
    waits = (row.try_at - house.clock()).total_seconds()
    assert waits == (30 if fault.retry_after else 4)
    house.clock.pass_(waits)
    await house.answers(81)
    assert row.attempts == 0


async def test_a_call_that_was_broken_off_is_tried_again(house: House) -> None:
    house.telegram.fail("sendMessage", DROPPED)
    await house.driver.say(81, "Hei")
    [row] = await house.until_waiting()
    assert row.attempts == 1
    house.clock.pass_(1)
    await house.answers(81)


async def test_what_telegram_does_not_read_is_said_plainly(house: House) -> None:
    house.telegram.fail("sendMessage", refused(400, "Bad Request: can't parse entities: x"))
    answer = await house.say("Hvem er FoUI-kontakt i Namsos?")
    assert answer.html == answer.text
    assert answer.keyboard == []


async def test_after_three_tries_it_says_that_it_failed(house: House) -> None:
    house.telegram.fail("sendMessage", *[refused(400, "Bad Request: who knows")] * 3)
    await house.driver.say(81, "Hei")
    for pause in (1, 4):
        await house.until_waiting()
        house.clock.pass_(pause)
    [answer] = await house.answers(81)
    assert answer.text.startswith("Beklager, her gikk noe galt (feil ")
    [row] = await house.received()
    assert row.state in {"working", "failed"}


async def test_a_token_that_is_not_taken_closes_nobody_s_door(house: House) -> None:
    await house.say("Minn meg på Klimasats")
    house.telegram.fail("sendMessage", *[refused(401, "Unauthorized")] * 4)
    await house.driver.say(81, "Hei")
    await house.until_waiting()
    assert await house.doors() == [("telegram", "81", None)]
