"""Over a socket all is as over HTTP: one order, one answer, and it connects anew by itself."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from click.testing import CliRunner

from bot.channels.slack.errors import UnansweredError
from bot.cli.main import main
from bot.notices.notice import RefusedError, TryLaterError
from bot.slack import serve_socket
from tests.channels.clock import Clock
from tests.channels.slack.house import settings
from tests.slack import events
from tests.slack.drive import Driver
from tests.slack.fake import DROPPED, FakeSlack, Fault, refused

TOKENS = {"slack_signing_secret": None, "slack_app_token": "xapp-1"}


@pytest.fixture
async def driver(database: str, slack: FakeSlack) -> AsyncIterator[Driver]:
    """People in a Slack that `idelos slack` is connected to."""
    stopped, running = asyncio.Event(), asyncio.Event()
    given = settings(database, **TOKENS)
    serving = asyncio.create_task(
        serve_socket(given, stopped, running.set, Clock(), slack.base_url)
    )
    await running.wait()
    await slack.sockets.until_connected()
    yield Driver(slack.sockets, slack)
    stopped.set()
    await serving


@pytest.mark.with_packs
async def test_it_is_answered_over_a_socket_too(driver: Driver, slack: FakeSlack) -> None:
    slack.channel("C1", "U1")
    await driver.say("U1", "Jeg har en idé om varmepumper på skolen. Jeg jobber i Namsos")
    await driver.storm(10, renamed=True)
    await slack.until(lambda: slack.messages("U1"))
    [answer] = slack.messages("U1")
    await driver.press("U1", answer, "Hvorfor?")
    await slack.until(lambda: len(slack.messages("U1")) == 2)
    taken = await driver.command("U1", "/ide", "hvem er kontakten min?", channel="C1")
    assert taken.body is None
    await slack.until(lambda: slack.messages("C1", "U1"))
    await driver.event(events.own(answer, slack.world.direct("U1")))
    assert len(slack.messages("U1")) == 2


@pytest.mark.with_packs
async def test_asked_to_it_connects_anew_and_loses_nothing(
    driver: Driver, slack: FakeSlack
) -> None:
    for times in (2, 3):
        await slack.sockets.disconnect()
        await slack.sockets.until_connected(times)
        await driver.say("U1", "hei")
        await slack.until(lambda: len(slack.messages("U1")) == times - 1)  # noqa: B023


@pytest.mark.parametrize(
    ("fault", "raised"), [(refused("invalid_auth"), RefusedError), (DROPPED, UnansweredError)]
)
@pytest.mark.with_packs
async def test_without_a_way_in_it_does_not_start(
    database: str, slack: FakeSlack, fault: Fault, raised: type[Exception]
) -> None:
    slack.fail("apps.connections.open", fault)
    given, away = settings(database, **TOKENS), "http://127.0.0.1:9/api/"
    with pytest.raises(raised):
        await serve_socket(given, asyncio.Event(), now=Clock(), api=slack.base_url)
    with pytest.raises(TryLaterError):
        await serve_socket(given, asyncio.Event(), now=Clock(), api=away)


def test_the_command_says_what_it_needs(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("BOT_TOKEN", "APP_TOKEN", "SIGNING_SECRET", "REGION"):
        monkeypatch.delenv(f"IDELOS_SLACK_{name}", raising=False)
    result = CliRunner().invoke(main, ["slack"])
    assert result.exit_code == 1
    assert "IDELOS_SLACK_APP_TOKEN" in result.output
