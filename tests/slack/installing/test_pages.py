"""A workspace lets the bot in, or does not, by the pages that lead to Slack and back."""

from collections.abc import AsyncIterator
from html import unescape
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from starlette.applications import Starlette

from bot.channels.slack.client import Connection
from bot.channels.slack.features import SCOPES
from bot.installations.store import StoredInstallations
from tests.slack.fake import BROKEN, FakeSlack, refused
from tests.slack.installing.parts import REDIRECT, install_app
from tests.web.visit import Clock

pytestmark = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)

Client = httpx.AsyncClient


def browser(app: Starlette) -> Client:
    transport = httpx.ASGITransport(app)
    headers = {"accept-language": "nb"}
    return Client(transport=transport, base_url="https://idelos.test", headers=headers)


@pytest.fixture
async def client(
    stored: StoredInstallations, connection: Connection, clock: Clock
) -> AsyncIterator[Client]:
    async with browser(install_app(stored, connection, clock)) as client:
        yield client


async def begun(client: Client, region: str = "") -> dict[str, str]:
    """Go to the page, and give what its link asks of Slack."""
    page = await client.get("/slack/install", params={"region": region})
    assert page.status_code == 200
    start = page.text.index("https://slack.com/oauth/v2/authorize?")
    link = unescape(page.text[start : page.text.index('"', start)])
    return {name: value for name, [value] in parse_qs(urlsplit(link).query).items()}


async def come_back(client: Client, **asked: str) -> httpx.Response:
    return await client.get("/slack/oauth_redirect", params=asked)


async def test_a_workspace_lets_the_bot_in(
    client: Client, slack: FakeSlack, stored: StoredInstallations
) -> None:
    asked = await begun(client, "norrbotten")
    assert asked["client_id"] == "1.2"
    assert asked["redirect_uri"] == REDIRECT
    assert asked["scope"].split(",") == [it.name for it in SCOPES]
    page = await come_back(client, code=slack.code("T1"), state=asked["state"])
    assert page.status_code == 200
    assert "Idélos er lagt til i Workspace T1" in page.text
    assert "svar for Norrbotten" in page.text
    assert "https://slack.com/app_redirect?app=A0IDELOS&amp;team=T1" in page.text
    found = await stored.find("T1")
    assert found is not None
    assert found.region == "norrbotten"
    [call] = slack.called("oauth.v2.access")
    assert (call["client_id"], call["redirect_uri"]) == ("1.2", REDIRECT)


async def test_the_page_asks_first_where_people_work(client: Client) -> None:
    for path in ("/slack/install", "/slack/install?region=atlantis"):
        page = await client.get(path)
        assert "slack.com/oauth" not in page.text
        assert "Norrbotten" in page.text
        assert "set-cookie" not in page.headers


async def test_two_tabs_of_one_browser_both_come_back(
    client: Client, slack: FakeSlack, stored: StoredInstallations
) -> None:
    first, second = await begun(client, "norrbotten"), await begun(client, "trondelag")
    await come_back(client, code=slack.code("T2"), state=second["state"])
    assert await stored.find("T2") is not None
    # The first installation took the cookie with it; the other tab has to begin anew.
    page = await come_back(client, code=slack.code("T1"), state=first["state"])
    assert page.status_code == 400


async def nothing_came_of_it(slack: FakeSlack, stored: StoredInstallations) -> bool:
    return not slack.called("oauth.v2.access") and await stored.find("T1") is None


async def test_whoever_says_no_is_told_that_nothing_was_kept(
    client: Client, slack: FakeSlack, stored: StoredInstallations
) -> None:
    state = (await begun(client))["state"]
    page = await come_back(client, error="access_denied", state=state)
    assert page.status_code == 200
    assert "Ingenting er lagret" in page.text
    assert await nothing_came_of_it(slack, stored)


async def test_an_answer_without_code_or_reason_is_refused(client: Client) -> None:
    state = (await begun(client))["state"]
    assert (await come_back(client, state=state)).status_code == 400
    page = await come_back(client, state=state, error="<b>invalid_scope</b>")
    assert page.status_code == 400
    assert "&lt;b&gt;invalid_scope" in page.text


@pytest.mark.parametrize("state", ["", "nonsense", "WyJhIl0.c2lnbmF0dXJl"])
async def test_a_state_that_is_not_ours_is_refused(
    client: Client, slack: FakeSlack, stored: StoredInstallations, state: str
) -> None:
    await begun(client)
    page = await come_back(client, code=slack.code("T1"), state=state)
    assert page.status_code == 400
    assert await nothing_came_of_it(slack, stored)


async def test_a_state_changed_by_one_letter_is_refused(
    client: Client, slack: FakeSlack, stored: StoredInstallations
) -> None:
    state = (await begun(client, "norrbotten"))["state"]
    changed = ("A" if state[0] != "A" else "B") + state[1:]
    page = await come_back(client, code=slack.code("T1"), state=changed)
    assert page.status_code == 400
    assert await nothing_came_of_it(slack, stored)


async def test_a_state_is_good_for_ten_minutes(
    client: Client, slack: FakeSlack, stored: StoredInstallations, clock: Clock
) -> None:
    state = (await begun(client))["state"]
    clock.move(minutes=10, seconds=1)
    page = await come_back(client, code=slack.code("T1"), state=state)
    assert page.status_code == 400
    assert "mer enn ti minutter" in page.text
    assert await nothing_came_of_it(slack, stored)


async def test_another_browser_can_not_come_back_in_its_place(
    client: Client,
    slack: FakeSlack,
    stored: StoredInstallations,
    connection: Connection,
    clock: Clock,
) -> None:
    """Nobody can be led to let in a workspace by a link that somebody else began."""
    state = (await begun(client))["state"]
    async with browser(install_app(stored, connection, clock)) as victim:
        await begun(victim)
        page = await come_back(victim, code=slack.code("T1"), state=state)
    assert page.status_code == 400
    assert await nothing_came_of_it(slack, stored)


async def test_to_come_back_a_second_time_does_nothing_and_says_that_all_is_well(
    client: Client, slack: FakeSlack, stored: StoredInstallations
) -> None:
    answer = {"code": slack.code("T1"), "state": (await begun(client))["state"]}
    await come_back(client, **answer)
    again = await come_back(client, **answer)
    assert again.status_code == 400
    assert "alt i orden" in again.text
    assert len(slack.called("oauth.v2.access")) == 1
    assert await stored.find("T1") is not None


@pytest.mark.parametrize(
    ("error", "status", "said"),
    [
        ("invalid_code", 400, "invalid_code"),
        ("bad_client_secret", 400, "bad_client_secret"),
        ("internal_error", 503, "svarer ikke akkurat nå"),
    ],
)
async def test_what_slack_refuses_is_said(
    client: Client,
    slack: FakeSlack,
    stored: StoredInstallations,
    error: str,
    status: int,
    said: str,
) -> None:
    slack.fail("oauth.v2.access", BROKEN if status == 503 else refused(error))
    state = (await begun(client))["state"]
    page = await come_back(client, code=slack.code("T1"), state=state)
    assert (page.status_code, said in page.text) == (status, True)
    assert await stored.find("T1") is None


async def test_neither_code_nor_state_nor_token_is_logged(
    client: Client, slack: FakeSlack, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    state = (await begun(client))["state"]
    await come_back(client, code="a-code-of-nobody", state="odd")
    await come_back(client, code="a-code-of-nobody", state=state)
    code = slack.code("T1")
    await come_back(client, code=code, state=state)
    ours = [it.getMessage() for it in caplog.records if it.name.startswith("bot")]
    assert ours == [
        "Slack gave no token to install by: invalid_code",
        "workspace T1 let the bot in",
    ]


async def test_the_cookie_is_only_for_these_pages_and_no_script(client: Client) -> None:
    page = await client.get("/slack/install?region=")
    [cookie] = [it for it in page.headers.get_list("set-cookie") if "slack" in it]
    for part in ("HttpOnly", "Max-Age=600", "Path=/slack/", "SameSite=lax", "Secure"):
        assert part in cookie


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("nn", "Legg til Idélos i Slack"),
        ("sv", "Lägg till Idélos i Slack"),
        ("en", "Add Idélos to Slack"),
    ],
)
async def test_the_page_speaks_the_language_of_the_browser(
    client: Client, language: str, said: str
) -> None:
    page = await client.get("/slack/install", headers={"accept-language": language})
    assert said in page.text
