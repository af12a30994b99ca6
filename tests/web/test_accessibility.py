"""axe finds nothing to complain of, in any state of the page."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from bot.demo.outbox import Outbox, kept_letters
from tests.mail.letters import LETTERHEAD, NOW, REMINDER, TARGET
from tests.web.visit import Visit

pytestmark = [pytest.mark.browser, pytest.mark.node]

Window = Callable[..., Visit]
SIZES = {"phone": {"width": 390, "height": 844}, "desktop": {"width": 1280, "height": 800}}


WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


def violations(page: Page, axe: str, *rules: str) -> list[str]:
    """Give what breaks the rules; without any named, those of WCAG and good practice."""
    page.evaluate(axe)
    options = {"iframes": False} | ({"runOnly": list(rules)} if rules else {})
    found: dict[str, Any] = page.evaluate("(options) => axe.run(options)", options)
    assert len(found["passes"]) > 10
    return [
        f"{rule['id']}: {node['html']} {node['failureSummary']}"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_conversation(window: Window, axe: str, scheme: str, size: str) -> None:
    visit = window(color_scheme=scheme, viewport=SIZES[size])
    page = visit.page
    assert violations(page, axe) == []
    visit.ask("Vi vil teste sensorer")
    visit.ask("frister")
    visit.ask("lang " * 300)
    page.locator(".overflow summary").click()
    assert violations(page, axe) == []
    visit.ask("Klimasats")
    visit.ask("fail")
    visit.complaints.clear()
    for menu in range(2):
        page.locator(".menu summary").nth(menu).click()
        assert violations(page, axe) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["/privacy", "/nothing"])
def test_the_other_pages(window: Window, axe: str, scheme: str, path: str) -> None:
    visit = window(color_scheme=scheme)
    visit.page.goto(visit.address + path)
    visit.complaints.clear()
    assert violations(visit.page, axe) == []


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_of_calendars(window: Window, axe: str, scheme: str, size: str) -> None:
    visit = window(color_scheme=scheme, viewport=SIZES[size])
    page = visit.page
    page.goto(visit.address + "/calendar")
    page.locator("#follow").select_option(label="Vik")
    page.get_by_role("button", name="Vis adressen").click()
    page.get_by_role("heading", name="Vik").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= SIZES[size]["width"]
    assert violations(page, axe) == []


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["/stop/stop", "/stop/forged", "/letter/plan"])
def test_the_pages_of_links_in_letters(
    window: Window, axe: str, scheme: str, size: str, path: str
) -> None:
    visit = window(color_scheme=scheme, viewport=SIZES[size])
    page = visit.page
    page.goto(visit.address + path)
    visit.complaints.clear()
    assert violations(page, axe) == []
    if path == "/stop/stop":
        page.get_by_role("button", name="Sluta avisera").click()
        page.get_by_role("button", name="Slå på igen").wait_for()
        assert violations(page, axe) == []


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_outbox_and_its_letters(
    window: Window, axe: str, outbox: Path, scheme: str, size: str
) -> None:
    Outbox(LETTERHEAD, outbox).keep(REMINDER, TARGET, NOW)
    visit = window(color_scheme=scheme, viewport=SIZES[size])
    page = visit.page
    for path in ("/outbox", "/outbox/7"):
        page.goto(visit.address + path)
        for fold in page.locator("main details summary").all():
            fold.click()
        assert violations(page, axe) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 600])
def test_a_letter(window: Window, axe: str, outbox: Path, scheme: str, width: int) -> None:
    """Outside its frame, where no script may look at it; it is no page, so landmarks may lack."""
    Outbox(LETTERHEAD, outbox).keep(REMINDER, TARGET, NOW)
    [letter] = kept_letters(outbox)
    page = window(color_scheme=scheme, viewport={"width": width, "height": 800}).page
    page.goto("about:blank")
    page.set_content(letter.text("html"))
    assert violations(page, axe, *WCAG) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_without_javascript(window: Window, axe: str) -> None:
    """The page as the server draws it, looked at by a browser that may run axe."""
    visit = window()
    visit.page.route(
        "**/chat.js*", lambda route: route.fulfill(body="", content_type="text/javascript")
    )
    visit.page.goto(visit.address)
    visit.page.fill("#field", "frister")
    visit.page.get_by_role("button", name="Send", exact=True).click()
    visit.page.locator(".card").first.wait_for()
    assert violations(visit.page, axe) == []
