"""A link to an idea shows which one it is, where its writer may see it, and no word of it."""

import re
from collections.abc import AsyncIterator

import pytest

from tests.channels.slack.house import House
from tests.channels.slack.house import opened as at_work
from tests.channels.slack.reading import parts
from tests.channels.slack.test_forms import opened
from tests.slack.fake import FakeSlack

pytestmark = pytest.mark.with_packs

_TEXT = "Vi vil prøve sensorer som varsler om fall hos beboerne"


@pytest.fixture
async def house(database: str, slack: FakeSlack) -> AsyncIterator[House]:
    """The product where it can write to those who receive ideas."""
    letters = {"smtp_host": "mail.idelos.test", "mail_from": "idelos@idelos.test"}
    async with at_work(database, slack, **letters) as house:
        yield house


async def sent(house: House) -> str:
    """Let U1 send an idea, and give its number."""
    await house.driver.command("U1", "/ide")
    await opened(house)
    await house.driver.submit("U1", {"text": _TEXT, "municipality": "Namsos"})
    place = house.slack.world.direct("U1").id
    [draft] = await house.answers(place, to="U1")
    await house.driver.press("U1", draft, "Send")
    [receipt] = await house.answers(place, to="U1")
    found = re.search(r"IDE-\d{4}-\d{4}", receipt.text)
    assert found, receipt.text
    return found[0]


async def test_the_writer_of_the_idea_shows_its_header(house: House) -> None:
    number = await sent(house)
    house.slack.channel("C1", "U1", "U2")
    url = f"https://idelos.test/inbox/{number}"
    await house.driver.share_link("U1", "C1", url)
    await house.until_done(len(await house.received()))
    [said] = [it for it in house.slack.world.messages if it.channel == "C1"]
    shown = [it["text"] for it in parts(said.unfurls[url]["blocks"]) if "text" in it]
    assert shown[0] == number
    assert "Namsos" in shown
    assert not [it for it in shown if "sensorer" in it]


@pytest.mark.parametrize(
    "url",
    [
        "https://idelos.test/inbox/{number}",
        "https://idelos.test/inbox/IDE-2026-9999",
        "https://idelos.test.evil.example/inbox/{number}",
        "https://evil.example/https://idelos.test/{number}",
        "https://idelos.test/",
    ],
)
async def test_others_show_nothing_by_it(house: House, url: str) -> None:
    number = await sent(house)
    house.slack.person("U2")
    house.slack.channel("C1", "U1", "U2")
    await house.driver.share_link("U2", "C1", url.format(number=number))
    await house.until_done(len(await house.received()))
    assert house.slack.called("chat.unfurl") == []
    assert house.slack.messages("U2") == []


async def test_a_foreign_address_shows_nothing_to_the_writer_either(house: House) -> None:
    number = await sent(house)
    house.slack.channel("C1", "U1")
    await house.driver.share_link("U1", "C1", f"https://idelos.test.evil.example/{number}")
    await house.until_done(len(await house.received()))
    assert house.slack.called("chat.unfurl") == []
