"""The whole product with several workspaces: let in by its pages, spoken with, taken out again."""

from datetime import UTC, datetime, timedelta
from html import unescape
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from tests.channels.slack.house import House, opened
from tests.slack.events import AT as SECONDS
from tests.slack.fake import FakeSlack

AT = datetime.fromtimestamp(SECONDS, UTC)
"""When Slack tells that the app was taken out."""

pytestmark = [
    pytest.mark.with_packs,
    pytest.mark.parametrize("databases", ["sqlite"], indirect=True),
]


async def install(house: House, team: str, region: str) -> None:
    transport = httpx.ASGITransport(house.app)
    async with httpx.AsyncClient(transport=transport, base_url="https://idelos.test") as browser:
        page = await browser.get("/slack/install", params={"region": region})
        start = page.text.index("https://slack.com/oauth/v2/authorize?")
        link = unescape(page.text[start : page.text.index('"', start)])
        [state] = parse_qs(urlsplit(link).query)["state"]
        back = {"code": house.slack.code(team), "state": state}
        done = await browser.get("/slack/oauth_redirect", params=back)
        assert done.status_code == 200


async def test_from_installing_to_answers_and_out_again(database: str, slack: FakeSlack) -> None:
    slack.world.rotates = True
    slack.person("U2", team="T2", locale="sv-SE")
    several = {"slack_client_id": "1.2", "slack_client_secret": "hush"}
    without = {"slack_bot_token": None, "slack_region": None}
    async with opened(database, slack, **several, **without) as house:
        house.clock.at = AT - timedelta(days=1)
        await house.driver.say("U2", "vad är på gång?")
        assert await house.received() == []  # nobody let it in yet
        await install(house, "T1", "trondelag")
        await install(house, "T2", "norrbotten")
        trondelag, norrbotten = await house.say("hjelp"), await house.say("hjälp", "U2")
        assert trondelag.team == "T1"
        assert norrbotten.team == "T2"
        house.clock.at = AT + timedelta(minutes=1)
        await house.driver.event({"type": "app_uninstalled"}, "T2")
        await house.driver.say("U2", "finns du kvar?")
        assert (await house.say("hva kan du?")).team == "T1"
        assert len(slack.messages("U2")) == 1
