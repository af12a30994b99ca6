"""The main ways through, against an emulator of Slack that nobody here wrote."""

from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest

from tests.channels.slack.house import House
from tests.channels.slack.house import opened as at_work
from tests.channels.slack.test_home import words
from tests.slack.emulator import Emulator, emulated
from tests.slack.world import Person, Posted

pytestmark = [
    pytest.mark.node,
    pytest.mark.with_packs,
    pytest.mark.parametrize("databases", ["sqlite"], indirect=True),
]

_TEXT = "Vi vil prøve sensorer som varsler om fall hos beboerne"


@dataclass
class Street:
    """The product, an emulated Slack, and Kari in it."""

    house: House
    emulator: Emulator
    kari: str

    async def answer(self, count: int) -> Posted:
        """Give the answer of this number in Kari's direct messages, once it has come."""
        slack = self.emulator.slack
        await slack.until(lambda: len(slack.called("chat.postMessage")) >= count)
        await self.house.until_done(len(await self.house.received()))
        return (await self.emulator.messages(slack.world.direct(self.kari).id))[-1]

    async def page(self, count: int) -> str:
        """Give what Kari's page says, once it was published so many times."""
        slack = self.emulator.slack
        await slack.until(lambda: len(slack.called("views.publish")) >= count)
        await self.house.until_done(len(await self.house.received()))
        return words(slack.world.homes[self.kari])


@pytest.fixture
async def street(database: str) -> AsyncIterator[Street]:
    letters = {"smtp_host": "mail.idelos.test", "mail_from": "idelos@idelos.test"}
    async with (
        emulated([Person("", "Kari Nordmann")]) as emulator,
        at_work(database, emulator.slack, **letters) as house,
    ):
        [kari] = emulator.slack.world.people
        yield Street(house, emulator, kari)


async def test_an_idea_goes_from_the_page_by_the_form_to_its_receipt(street: Street) -> None:
    driver, slack, kari = street.house.driver, street.emulator.slack, street.kari
    await driver.open_home(kari)
    assert "Velkommen til Idélos" in await street.page(1)
    await driver.press(kari, slack.world.homes[kari], "Jeg har en idé")
    await slack.until(lambda: slack.modal(kari) is not None)
    await driver.submit(kari, {"text": _TEXT, "municipality": "Namsos"})
    draft = await street.answer(1)
    assert _TEXT in draft.text
    await driver.press(kari, draft, "Send")
    receipt = await street.answer(2)
    assert "IDE-2026-0001" in receipt.text
    assert "IDE-2026-0001" in await street.page(3)


async def test_an_answer_and_the_buttons_under_it(street: Street) -> None:
    driver, kari = street.house.driver, street.kari
    await driver.say(kari, "Jeg har en idé om varmepumper på skolen. Jeg jobber i Namsos")
    answer = await street.answer(1)
    assert "FoUI" in answer.text
    await driver.press(kari, answer, "Hvorfor?")
    assert "Namsos" in (await street.answer(2)).text
