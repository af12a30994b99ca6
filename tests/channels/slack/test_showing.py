"""The answer to a command is shown to all by a button, where it is the same for everybody."""

import pytest

from tests.channels.slack.house import House
from tests.channels.slack.reading import parts
from tests.channels.slack.test_talk import labels
from tests.slack.world import Posted

pytestmark = pytest.mark.with_packs

_ASKS = "Når er fristen for Klimasats?"


async def answered(house: House, text: str, channel: str | None = "C1") -> Posted:
    house.slack.channel("C1", "U1", "U2", bot=False)
    await house.driver.command("U1", "/idelos", text, channel=channel)
    [answer] = await house.answers(channel or house.slack.world.direct("U1").id, to="U1")
    return answer


async def test_what_is_shown_is_what_was_seen_by_whose_name_it_was_asked(house: House) -> None:
    answer = await answered(house, _ASKS)
    await house.driver.press("U1", answer, "Vis for alle")
    [shown] = await house.answers("C1")
    assert shown.text.startswith(answer.text)
    assert shown.text.endswith("Kari Nordmann spurte meg og viser svaret.")
    await house.until_done(2)
    assert answer.deleted


async def test_nothing_that_is_shown_goes_on_with_ones_own_conversation(house: House) -> None:
    answer = await answered(house, _ASKS)
    await house.driver.press("U1", answer, "Vis for alle")
    [shown] = await house.answers("C1")
    pressed = [it for it in parts(shown.blocks) if it.get("type") in {"button", "overflow"}]
    assert all("url" in it for it in pressed)


async def test_it_is_shown_once(house: House) -> None:
    answer = await answered(house, _ASKS)
    await house.driver.press("U1", answer, "Vis for alle")
    await house.driver.storm(3)
    house.clock.pass_(60)
    await house.driver.press("U1", answer, "Vis for alle")
    await house.until_done(len(await house.received()))
    assert len(house.slack.messages("C1")) == 1


@pytest.mark.parametrize(
    "text",
    ["hva vet du om meg?", "hva skjedde med ideen min?", "følg Klimasats", "ja", "det der", ""],
)
async def test_what_is_personal_or_not_understood_has_no_button(house: House, text: str) -> None:
    assert "Vis for alle" not in labels(await answered(house, text))


async def test_alone_with_the_bot_there_is_nobody_to_show_it_to(house: House) -> None:
    assert "Vis for alle" not in labels(await answered(house, _ASKS, channel=None))


async def test_an_answer_that_this_app_did_not_make_is_not_shown(house: House) -> None:
    answer = await answered(house, _ASKS)
    [button] = [it for it in parts(answer.blocks) if it.get("action_id") == "show:0"]
    button["value"] = button["value"][:-4] + "AAAA"
    await house.driver.press("U1", answer, "Vis for alle")
    await house.until_done(2)
    assert house.slack.messages("C1") == []
