"""People talk with the bot in Slack and are answered where they did, and where others can't see."""

from typing import Final

import pytest

from tests.channels.slack.house import House
from tests.slack.fake import refused
from tests.slack.limits import elements_of
from tests.slack.world import APP, Json, Posted

pytestmark = pytest.mark.with_packs

IDEA: Final = "Jeg har en idé om varmepumper på skolen. Jeg jobber i Namsos"


def buttons(posted: Posted) -> list[Json]:
    elements = (it for block in posted.blocks for it in elements_of(block))
    return [it for it in elements if it["type"] == "button"]


def labels(posted: Posted) -> list[str]:
    return [it["text"]["text"] for it in buttons(posted)]


async def test_a_direct_message_is_answered_in_the_direct_messages(house: House) -> None:
    answer = await house.say(IDEA)
    assert "Namsos" in answer.text
    assert answer.thread is None


async def test_the_assistant_is_answered_in_its_thread(house: House) -> None:
    thread = await house.driver.open_assistant("U1")
    assert (await house.say(IDEA, thread=thread)).thread == thread


async def test_what_was_said_before_is_remembered_wherever_one_speaks_alone(house: House) -> None:
    await house.say("Jeg jobber i Namsos")
    await house.driver.command("U1", "/idelos", "hvem er kontakten min?")
    [answer] = await house.answers("U1", to="U1")
    assert "Namsos" in answer.text


async def test_a_mention_is_answered_in_its_thread_for_all_to_see(house: House) -> None:
    house.slack.channel("C1", "U1")
    await house.driver.mention("U1", "C1", "hvem er kontakt i Namsos?")
    [first] = await house.answers("C1")
    assert "Namsos" in first.text
    assert first.thread
    await house.driver.mention("U1", "C1", "og i Steinkjer?", thread=first.thread)
    [second] = await house.answers("C1")
    assert (second.thread, "Steinkjer" in second.text) == (first.thread, True)


async def test_what_is_for_two_leads_to_direct_messages(house: House) -> None:
    house.slack.channel("C1", "U1")
    await house.driver.mention("U1", "C1", "hva vet du om meg?")
    [answer] = await house.answers("C1")
    [button] = buttons(answer)
    assert button["url"] == f"https://slack.com/app_redirect?app={APP}&team=T1"


async def test_one_who_only_calls_the_bot_is_helped(house: House) -> None:
    house.slack.channel("C1", "U1")
    await house.driver.mention("U1", "C1", "")
    [answer] = await house.answers("C1")
    await house.driver.command("U1", "/idelos")
    [hidden] = await house.answers("U1", to="U1")
    assert labels(answer)[:1] == labels(hidden)[:1] == ["Jeg har en idé"]


@pytest.mark.parametrize("command", ["/ide", "/idelos"])
async def test_only_who_gave_a_command_sees_the_answer(house: House, command: str) -> None:
    house.slack.channel("C1", "U1", "U2")
    answer = await house.driver.command("U1", command, IDEA, channel="C1")
    assert (answer.status, answer.body) == (200, None)
    [hidden] = await house.answers("C1", to="U1")
    assert "Namsos" in hidden.text
    assert house.slack.messages("C1") == []


async def test_a_command_may_say_any_word(house: House) -> None:
    await house.driver.command("U1", "/ide", "payload={} &payload i Namsos")
    [hidden] = await house.answers("U1", to="U1")
    assert "arbeidsområdet" not in hidden.text


async def test_a_press_is_answered_where_the_button_stands(house: House) -> None:
    house.slack.channel("C1", "U1")
    asked = await house.say(IDEA)
    await house.driver.press("U1", asked, "Hvorfor?")
    [why] = await house.answers("U1")
    assert why.thread is None
    await house.driver.mention("U1", "C1", IDEA)
    [shown] = await house.answers("C1")
    await house.driver.press("U1", shown, "Hvorfor?")
    [more] = await house.answers("C1")
    assert more.thread == shown.thread


async def test_a_press_on_what_only_one_sees_is_answered_so_that_only_they_see_it(
    house: House,
) -> None:
    house.slack.channel("C1", "U1", "U2")
    await house.driver.command("U1", "/ide", IDEA, channel="C1")
    [hidden] = await house.answers("C1", to="U1")
    await house.driver.press("U1", hidden, "Hvorfor?")
    [why] = await house.answers("C1", to="U1")
    assert why.text
    assert house.slack.messages("C1") == []
    assert len(house.slack.messages("U1")) == 0


async def test_what_slack_takes_no_longer_in_the_channel_comes_as_a_direct_message(
    house: House,
) -> None:
    house.slack.channel("C1", "U1")
    house.slack.fail("response_url", refused("expired_url"))
    await house.driver.command("U1", "/ide", IDEA, channel="C1")
    [answer] = await house.answers("U1")
    assert "Namsos" in answer.text
    assert house.slack.messages("C1") == []
