"""What people see and click in a Teams that nobody here wrote, in a browser."""

from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Page, async_playwright, expect

from tests.teams.test_playground import IDEA, Yard, yard
from tests.web.conftest import FLAGS, chromium_path

__all__ = ["yard"]

pytestmark = [
    pytest.mark.browser,
    pytest.mark.node,
    pytest.mark.with_packs,
    pytest.mark.parametrize("databases", ["sqlite"], indirect=True),
]


@pytest.fixture
async def window(yard: Yard) -> AsyncIterator[Page]:
    """The page of the playground, with the chat of the bot open."""
    async with async_playwright() as playwright:
        launch = playwright.chromium.launch
        async with await launch(executable_path=chromium_path(), args=FLAGS) as browser:
            page = await browser.new_page(locale="nb-NO")
            await page.goto(yard.teams.url)
            yield page


async def write(page: Page, text: str) -> None:
    await page.locator("[contenteditable=true]").first.fill(text)
    await page.locator('button[aria-label="Send Message"]').click()


async def test_a_nurse_asks_and_asks_why(window: Page) -> None:
    await write(window, IDEA)
    await expect(window.get_by_text("Start hos FoUI-kontakten i Namsos kommune")).to_be_visible()
    await window.get_by_role("button", name="Hvorfor?").click()
    await expect(window.get_by_text("«hjemmetjenesten»")).to_be_visible()


async def test_a_switch_turns_where_it_stands(window: Page) -> None:
    await write(window, "Minn meg på Klimasats")
    await expect(window.get_by_text("Det er ordnet.")).to_be_visible()
    await write(window, "Min side")
    await window.get_by_role("button", name="Slå av", exact=True).click()
    await expect(window.get_by_role("button", name="Slå på", exact=True)).to_be_visible()
    await expect(window.get_by_role("button", name="Slå av", exact=True)).to_have_count(0)
