"""axe finds nothing to complain of, in any state of the page."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.web.visit import Visit

pytestmark = [pytest.mark.browser, pytest.mark.node]

Window = Callable[..., Visit]
SIZES = {"phone": {"width": 390, "height": 844}, "desktop": {"width": 1280, "height": 800}}


def violations(page: Page, axe: str) -> list[str]:
    page.evaluate(axe)
    found: dict[str, Any] = page.evaluate("axe.run()")
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
