"""However often Slack brings something it is answered once, and in the order it was said."""

import asyncio

import pytest

from tests.channels.slack.house import House
from tests.slack import events

pytestmark = pytest.mark.with_packs


async def test_eleven_copies_under_as_many_event_ids_give_one_answer(house: House) -> None:
    await house.driver.say("U1", "Jeg jobber i Namsos")
    assert {it.status for it in await house.driver.storm(10, renamed=True)} == {200}
    await house.answers("U1")
    await house.driver.storm(10, renamed=True)
    await house.say("hvem er kontakten min?")
    assert len(house.slack.messages("U1")) == 2
    assert len(await house.received()) == 2


async def test_a_mention_that_comes_as_a_message_too_is_answered_once(house: House) -> None:
    channel = house.slack.channel("C1", "U1")
    said = house.driver.write("U1", "C1", "<@U0IDELOS> hei")
    for inner in (events.message(said, channel), events.mention(said)):
        await house.driver.event(inner)
    await house.answers("C1")
    assert len(await house.received()) == 1


async def test_a_double_click_is_one_press_and_a_later_one_another(house: House) -> None:
    answer = await house.say("Jeg har en idé om varmepumper på skolen. Jeg jobber i Namsos")
    for _ in range(2):
        await house.driver.press("U1", answer, "Hvorfor?")
    await house.answers("U1")
    await house.say("takk")  # answered once what came before it is done with
    house.clock.pass_(10)
    await house.driver.press("U1", answer, "Hvorfor?")
    await house.answers("U1")
    assert len(house.slack.messages("U1")) == 4


async def test_what_one_says_in_one_breath_is_answered_in_that_order(house: House) -> None:
    for town in ("Namsos", "Steinkjer", "Frøya", "Røros"):
        await house.driver.say("U1", f"jeg jobber i {town}")
    answers = await house.answers("U1", 4)
    for answer, town in zip(answers, ("Namsos", "Steinkjer", "Frøya", "Røros"), strict=True):
        assert town in answer.text


async def test_people_are_answered_beside_one_another(house: House) -> None:
    for number in range(2, 8):
        house.slack.person(f"U{number}")
    await asyncio.gather(*(house.driver.say(f"U{it}", "hei") for it in range(1, 8)))
    for number in range(1, 8):
        await house.answers(f"U{number}")


async def test_slack_brings_again_what_could_not_be_kept(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(*_: object) -> bool:
        raise OSError

    with monkeypatch.context() as patched:
        patched.setattr("bot.intake.intake.Intake._write", broken)
        assert (await house.driver.say("U1", "hei")).status == 500
    assert (await house.driver.again(1)).status == 200
    await house.answers("U1")
