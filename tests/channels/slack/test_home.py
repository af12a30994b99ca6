"""A person's page: shown when it is opened, and true to what they do meanwhile."""

import pytest

from tests.channels.slack.house import House
from tests.channels.slack.reading import parts
from tests.channels.slack.test_forms import opened
from tests.slack.fake import limited, refused
from tests.slack.world import Json

pytestmark = pytest.mark.with_packs


async def page(house: House, count: int, user: str = "U1") -> Json:
    """Wait until a page was published so many times, and give it."""
    await house.slack.until(lambda: len(house.slack.called("views.publish")) >= count)
    await house.until_done(len(await house.received()))
    assert len(house.slack.called("views.publish")) == count
    return house.slack.world.homes[user]


def words(view: Json) -> str:
    return "\n".join(it["text"] for it in parts(view["blocks"]) if isinstance(it.get("text"), str))


def box(view: Json, label: str) -> Json:
    boxes = [it for it in parts(view["blocks"]) if it.get("type") == "checkboxes"]
    [found] = [it for it in boxes if label in it["options"][0]["text"]["text"]]
    return found


async def test_the_page_is_shown_when_it_is_opened(house: House) -> None:
    await house.driver.open_home("U1")
    view = await page(house, 1)
    assert view["type"] == "home"
    assert "frister" in words(view).casefold()


async def test_the_tab_of_messages_shows_no_page(house: House) -> None:
    await house.driver.open_home("U1", tab="messages")
    assert await house.received() == []


async def test_what_is_followed_stands_there_at_once(house: House) -> None:
    await house.driver.open_home("U1")
    await page(house, 1)
    await house.say("følg Klimasats")
    assert box(await page(house, 2), "Klimasats")["initial_options"]


async def test_a_turn_that_changes_nothing_leaves_the_page(house: House) -> None:
    await house.say("Jeg jobber i Namsos")
    await house.driver.open_home("U1")
    await page(house, 1)
    await house.say("Takk")
    await page(house, 1)


async def test_a_switch_is_answered_by_the_page_alone(house: House) -> None:
    await house.say("følg Klimasats")
    await house.driver.open_home("U1")
    view = await page(house, 1)
    await house.driver.press("U1", view, box(view, "Klimasats")["action_id"], ())
    view = await page(house, 2)
    assert "initial_options" not in box(view, "Klimasats")
    house.clock.pass_(10)
    await house.driver.press("U1", view, box(view, "Klimasats")["action_id"], ("Klimasats",))
    assert box(await page(house, 3), "Klimasats")["initial_options"]
    assert len(house.slack.messages("U1")) == 1


async def test_a_button_of_the_page_is_answered_in_the_direct_messages(house: House) -> None:
    await house.driver.say("U1", "følg Klimasats")
    await house.until_done(1)
    await house.driver.open_home("U1")
    view = await page(house, 1)
    await house.driver.press("U1", view, "Velg kommune")
    [receipt, answer] = await house.answers("U1", 2)
    assert "Klimasats" in receipt.text
    assert "kommune" in answer.text


async def test_a_form_opens_from_the_page(house: House) -> None:
    await house.say("følg Klimasats")
    await house.driver.open_home("U1")
    view = await page(house, 1)
    await house.driver.press("U1", view, "Følg noe mer")
    await opened(house)


async def test_a_page_that_slack_does_not_take_is_reported_and_nobody_is_troubled(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    house.slack.fail("views.publish", refused("not_enabled"))
    await house.driver.open_home("U1")
    await house.until_done(1)
    assert "a page in Slack" in caplog.text
    assert house.slack.messages("U1") == []


async def test_a_page_that_must_wait_is_shown_later(house: House) -> None:
    house.slack.fail("views.publish", limited(1))
    await house.driver.open_home("U1")
    await house.until_waiting()
    house.clock.pass_(5)
    assert words(await page(house, 2))
