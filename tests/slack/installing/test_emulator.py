"""Slack as another emulates it takes what we ask, and gives what we can read."""

import re
from contextlib import aclosing
from html import unescape
from urllib.parse import urlsplit

import httpx
import pytest

from bot.channels.slack.client import Connection
from tests.slack.emulator import TEAM, Emulator, emulated
from tests.slack.installing.parts import Sessions, install_app, installations, row
from tests.slack.world import Person
from tests.web.visit import Clock

pytestmark = [
    pytest.mark.node,
    pytest.mark.parametrize("databases", ["sqlite"], indirect=True),
]


async def consent(emulator: Emulator, link: str) -> str:
    """Say yes on the emulator's own page, and give where it leads back to."""
    query = urlsplit(link).query
    async with httpx.AsyncClient(base_url=emulator.url) as browser:
        page = await browser.get(f"/oauth/v2/authorize?{query}")
        assert page.status_code == 200, page.text
        fields = re.findall(r'name="(\w+)" value="([^"]*)"', page.text)
        form = {name: unescape(value) for name, value in fields}
        answer = await browser.post("/oauth/v2/authorize/callback", data=form)
    return answer.headers["location"]


async def test_a_workspace_lets_the_bot_in(sessions: Sessions, clock: Clock) -> None:
    async with (
        emulated([Person("U1", "Kari Nordmann")]) as emulator,
        aclosing(Connection(f"{emulator.url}/api/")) as connection,
    ):
        stored = installations(sessions, connection, clock)
        transport = httpx.ASGITransport(install_app(stored, connection, clock))
        async with httpx.AsyncClient(
            transport=transport, base_url="https://idelos.test"
        ) as browser:
            page = await browser.get("/slack/install?region=norrbotten")
            link = re.search(r'href="(https://slack\.com/oauth[^"]+)"', page.text)
            assert link
            back = await consent(emulator, unescape(link[1]))
            done = await browser.get(back)
            again = await browser.get(back)
        found = await stored.find(TEAM)
        assert found is not None
        told = await emulator.call("auth.test", found.bot_token)
    assert (done.status_code, again.status_code) == (200, 400)
    assert (told["ok"], told["team_id"]) == (True, TEAM)
    kept = await row(sessions, TEAM)
    assert (kept.region, kept.expires_at) == ("norrbotten", None)
    assert "chat:write" in kept.scopes.split(",")
