"""Apps in Socket Mode that nobody here wrote, driven as Slack drives them."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from tests.node.programs import running
from tests.slack.drive import Driver
from tests.slack.fake import FakeSlack


@pytest.fixture
def driver(slack: FakeSlack) -> Driver:
    return Driver(slack.sockets, slack)


@pytest.mark.node
async def test_bolt_for_javascript_takes_part(driver: Driver, slack: FakeSlack) -> None:
    async with running("bolt_app.mjs", "@slack/bolt", slack.base_url):
        await driver.say("U1", "hei")
        await slack.until_called("chat.postMessage")
        (posted,) = slack.messages("U1")
        assert posted.text == "Du skrev: hei"

        answer = await driver.command("U1", "/ide", "varmepumpe")
        assert answer.body == {"text": "Et øyeblikk, kari.nordmann"}
        await slack.until_called("response_url")
        shown = {it.text for it in slack.messages("U1", to="U1")}
        assert shown == {"Et øyeblikk, kari.nordmann", "Du ga: varmepumpe"}

        await driver.press("U1", posted, "Send en idé")
        await slack.until_called("views.open")
        wrong = await driver.submit("U1", {"title": "a"})
        assert wrong.body["errors"] == {"title": "For kort"}
        await driver.submit("U1", {"title": "Varmepumpe"})
        assert slack.modal("U1") is None


@pytest.fixture
async def heard(slack: FakeSlack) -> AsyncIterator[asyncio.Queue[Any]]:
    """What an app of Bolt's for Python hears over its socket."""
    client = AsyncWebClient("xoxb-T1", base_url=slack.base_url)
    app, heard = AsyncApp(client=client), asyncio.Queue[Any]()

    @app.event("message")
    async def hear(body: dict[str, Any]) -> None:
        await heard.put(body)

    handler = AsyncSocketModeHandler(app, "xapp-1")
    await handler.connect_async()  # type: ignore[no-untyped-call]
    yield heard
    await handler.close_async()  # type: ignore[no-untyped-call]


async def test_an_app_that_is_asked_to_connects_anew(
    driver: Driver, slack: FakeSlack, heard: asyncio.Queue[Any]
) -> None:
    await slack.sockets.until_connected()
    await driver.say("U1", "først")
    await slack.sockets.disconnect()
    await slack.sockets.until_connected(2)
    await driver.say("U1", "så")
    assert [(await heard.get())["event"]["text"] for _ in range(2)] == ["først", "så"]


async def test_what_is_sent_again_is_the_same(
    driver: Driver, slack: FakeSlack, heard: asyncio.Queue[Any]
) -> None:
    await slack.sockets.until_connected()
    await driver.say("U1", "hei")
    await driver.storm(2)
    assert len({(await heard.get())["event_id"] for _ in range(3)}) == 1
