"""The page that leads to Slack, in a browser that comes back from there."""

import re
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from anyio.from_thread import start_blocking_portal
from playwright.sync_api import Page, Route
from starlette.applications import Starlette

from bot.channels.slack.client import Connection
from bot.database import make_engine, make_sessions, migrate
from tests.slack.fake import FakeSlack, running
from tests.slack.installing.parts import install_app, installations
from tests.web.test_accessibility import violations
from tests.web.visit import Clock, Visit

pytestmark = [pytest.mark.browser, pytest.mark.node]

AUTHORIZE = "https://slack.com/oauth/v2/authorize"
LOOKS = {
    "phone": {"color_scheme": "light", "viewport": {"width": 360, "height": 800}},
    "desktop": {"color_scheme": "dark", "viewport": {"width": 1280, "height": 800}},
}


@pytest.fixture
def slack() -> Iterator[FakeSlack]:
    """A Slack with a loop of its own: the test itself has none while it drives a browser."""
    fake = FakeSlack()
    with start_blocking_portal() as portal, portal.wrap_async_context_manager(running(fake)):
        yield fake


@pytest.fixture
def app(tmp_path: Path, slack: FakeSlack, clock: Clock) -> Starlette:
    url = f"sqlite:///{tmp_path}/idelos.db"
    engine, connection = make_engine(url), Connection(slack.base_url)

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        await migrate(url)
        yield
        await connection.aclose()
        await engine.dispose()

    stored = installations(make_sessions(engine), connection, clock)
    return install_app(stored, connection, clock, lifespan)


def says_yes(page: Page, slack: FakeSlack, address: str) -> None:
    """Let Slack's own page be one with a link back to us."""

    def consent(route: Route) -> None:
        [state] = parse_qs(urlsplit(route.request.url).query)["state"]
        back = urlencode({"code": slack.code("T1"), "state": state})
        link = f'<a href="{address}/slack/oauth_redirect?{back}">Allow</a>'
        route.fulfill(body=link, content_type="text/html")

    page.route(re.compile(re.escape(AUTHORIZE)), consent)


@pytest.mark.parametrize("look", LOOKS)
def test_from_the_page_to_slack_and_back(
    window: Callable[..., Visit], axe: str, slack: FakeSlack, look: str
) -> None:
    visit = window(**LOOKS[look])
    page = visit.page
    says_yes(page, slack, visit.address)

    def looks_right() -> None:
        page.wait_for_load_state()  # where a press led to, the style may come after the words
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert violations(page, axe) == []

    page.goto(visit.address + "/slack/install")
    looks_right()
    page.get_by_label("Hvor jobber de").select_option(label="Norrbotten")
    page.get_by_role("button", name="Neste").click()
    page.get_by_role("link", name="Fortsett til Slack").wait_for()
    looks_right()
    page.get_by_role("link", name="Fortsett til Slack").click()
    page.get_by_role("link", name="Allow").click()
    page.get_by_role("heading", name="Idélos er lagt til i Workspace T1").wait_for()
    looks_right()
    page.reload()
    page.get_by_role("heading", name="uten at det ble begynt").wait_for()
    visit.complaints.clear()  # the browser notes the status 400
    looks_right()
    assert all(it.startswith(AUTHORIZE) for it in visit.elsewhere)
    visit.elsewhere.clear()
