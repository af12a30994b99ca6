"""Tokens that run out: renewed ahead of it, once, whatever goes wrong on the way."""

import asyncio

import pytest

from bot.channels.slack.client import Connection
from bot.installations.store import StoredInstallations
from bot.notices.notice import TryLaterError
from tests.slack.fake import BROKEN, DROPPED, FakeSlack, Fault, limited, refused
from tests.slack.installing.parts import Sessions, granted, installations, row
from tests.web.visit import Clock


@pytest.fixture(autouse=True)
def rotating(slack: FakeSlack) -> None:
    slack.world.rotates = True


async def token(stored: StoredInstallations) -> str | None:
    found = await stored.find("T1")
    return found.bot_token if found else None


def renewals(slack: FakeSlack) -> int:
    return sum(it["grant_type"] == "refresh_token" for it in slack.called("oauth.v2.access"))


@pytest.fixture
async def first(stored: StoredInstallations, slack: FakeSlack) -> str:
    """The token of a workspace that just let the bot in."""
    grant = await granted(slack)
    await stored.add(grant, "trondelag")
    return grant.token


async def test_a_token_is_renewed_two_hours_before_it_runs_out_and_not_before(
    stored: StoredInstallations, slack: FakeSlack, clock: Clock, first: str
) -> None:
    clock.move(hours=9, minutes=59)
    assert await token(stored) == first
    clock.move(minutes=1)
    second = await token(stored)
    assert second != first
    assert renewals(slack) == 1
    clock.move(hours=9)
    assert await token(stored) == second
    clock.move(hours=1)
    assert await token(stored) not in (first, second)


async def test_a_workspace_that_was_silent_for_long_goes_on(
    stored: StoredInstallations, clock: Clock, first: str
) -> None:
    clock.move(days=40)
    assert await token(stored) not in (None, first)
    found = await stored.find("T1")
    assert found is not None
    assert found.region == "trondelag"


async def test_all_who_ask_at_once_share_one_renewal(
    stored: StoredInstallations, slack: FakeSlack, clock: Clock, first: str
) -> None:
    clock.move(hours=13)
    tokens = await asyncio.gather(*(token(stored) for _ in range(20)))
    assert len(set(tokens)) == 1
    assert first not in tokens
    assert renewals(slack) == 1


async def test_while_another_process_renews_the_old_token_works_on(
    stored: StoredInstallations,
    slack: FakeSlack,
    sessions: Sessions,
    connection: Connection,
    clock: Clock,
    first: str,
) -> None:
    clock.move(hours=11)
    slack.fail("oauth.v2.access", BROKEN)  # the other process, for which Slack breaks down
    assert await token(installations(sessions, connection, clock)) == first
    assert await token(stored) == first
    assert renewals(slack) == 1


@pytest.mark.parametrize(
    "fault", [DROPPED, BROKEN, limited(), refused("bad_client_secret")], ids=repr
)
async def test_a_renewal_that_failed_is_tried_again(
    stored: StoredInstallations, slack: FakeSlack, clock: Clock, first: str, fault: Fault
) -> None:
    clock.move(hours=13)
    slack.fail("oauth.v2.access", fault)
    with pytest.raises(TryLaterError):
        await token(stored)
    with pytest.raises(TryLaterError):  # Slack is not asked at every message
        await token(stored)
    assert renewals(slack) == 1
    clock.move(seconds=30)
    assert await token(stored) not in (None, first)


@pytest.mark.parametrize("error", ["invalid_refresh_token", "token_revoked", "account_inactive"])
async def test_what_slack_will_never_renew_has_ended(
    stored: StoredInstallations,
    slack: FakeSlack,
    sessions: Sessions,
    clock: Clock,
    first: str,
    error: str,
) -> None:
    clock.move(hours=11)
    slack.fail("oauth.v2.access", refused(error))
    assert await token(stored) is None
    kept = await row(sessions)
    assert kept.ended_at == clock()
    assert (kept.token, kept.refresh_token) == (None, None)


async def test_what_is_installed_anew_during_a_renewal_stays(
    stored: StoredInstallations,
    slack: FakeSlack,
    sessions: Sessions,
    connection: Connection,
    clock: Clock,
    first: str,
) -> None:
    clock.move(hours=11)
    grant = await granted(slack)
    slack.fail("oauth.v2.access", refused("token_revoked"))
    asked = asyncio.create_task(token(stored))
    await slack.until(lambda: renewals(slack) == 1)
    await installations(sessions, connection, clock).add(grant, None)
    assert await asked in (None, grant.token)
    clock.move(minutes=1)
    assert await token(stored) == grant.token
