"""Slack tells that a workspace took the app out."""

from datetime import UTC, datetime, timedelta

import pytest
from starlette.applications import Starlette

from bot.channels.slack.app import Endpoint, make_app
from bot.channels.slack.client import Connection
from bot.installations.store import StoredInstallations
from bot.intake.item import Item
from tests.slack.drive import SECRET, Driver, Http
from tests.slack.events import AT
from tests.slack.fake import FakeSlack
from tests.slack.installing.parts import Sessions, granted, installations, row
from tests.web.visit import Clock

REMOVED = datetime.fromtimestamp(AT, UTC)


@pytest.fixture
def taken() -> list[Item]:
    return []


@pytest.fixture
def driver(
    stored: StoredInstallations, slack: FakeSlack, clock: Clock, taken: list[Item]
) -> Driver:
    async def take(item: Item) -> bool:
        taken.append(item)
        return True

    endpoint = Endpoint(make_app(stored, take, clock, {}), SECRET, clock)
    app = Starlette(routes=endpoint.routes())
    return Driver(Http(app, now=lambda: clock().timestamp()), slack)


@pytest.mark.parametrize(
    "event",
    [
        {"type": "app_uninstalled"},
        {"type": "tokens_revoked", "tokens": {"oauth": [], "bot": ["U0IDELOS"]}},
    ],
    ids=lambda it: str(it["type"]),
)
async def test_the_installation_ends_and_nobody_is_answered(
    driver: Driver,
    stored: StoredInstallations,
    slack: FakeSlack,
    sessions: Sessions,
    clock: Clock,
    taken: list[Item],
    event: dict[str, object],
) -> None:
    clock.time = REMOVED - timedelta(days=1)
    await stored.add(await granted(slack), None)
    clock.time = REMOVED + timedelta(seconds=1)
    assert (await driver.event(event)).status == 200
    assert await stored.find("T1") is None
    assert (await row(sessions)).ended_at == REMOVED
    assert taken == []


@pytest.mark.parametrize(
    ("event", "installed"),
    [
        ({"type": "tokens_revoked", "tokens": {"oauth": ["U1"]}}, REMOVED - timedelta(days=1)),
        ({"type": "app_uninstalled"}, REMOVED + timedelta(minutes=1)),
    ],
    ids=["tokens of people", "told late"],
)
async def test_what_does_not_concern_the_installation_of_now_changes_nothing(
    driver: Driver,
    stored: StoredInstallations,
    slack: FakeSlack,
    clock: Clock,
    event: dict[str, object],
    installed: datetime,
) -> None:
    clock.time = installed
    await stored.add(await granted(slack), None)
    clock.time = REMOVED + timedelta(minutes=2)
    assert (await driver.event(event)).status == 200
    assert await stored.find("T1") is not None


async def test_a_token_refused_since_it_was_granted_anew_ends_nothing(
    stored: StoredInstallations,
    slack: FakeSlack,
    sessions: Sessions,
    connection: Connection,
    clock: Clock,
) -> None:
    """One process still had the token of before, while another one let the workspace in anew."""
    await stored.add(await granted(slack), None)
    clock.move(hours=1)
    await stored.find("T1")
    clock.move(seconds=5)
    await installations(sessions, connection, clock).add(await granted(slack), None)
    await stored.end("T1", "token_revoked")
    assert await stored.find("T1") is not None
