"""People write to the bot in Slack and are answered where they wrote, once."""

import pytest

from tests.channels.slack.house import House

pytestmark = pytest.mark.with_packs


async def test_a_direct_message_is_answered_in_the_direct_messages(house: House) -> None:
    answer = await house.say("Jeg har en idé om varmepumper på skolen. Jeg jobber i Namsos")
    assert "FoUI" in answer.text
    assert answer.thread is None
