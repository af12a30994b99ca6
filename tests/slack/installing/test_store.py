"""Workspaces that let the bot in, as the channel finds them and as they lie in the database."""

from pathlib import Path

import pytest

from bot.channels.slack.client import Connection
from bot.database import make_engine, make_sessions, migrate
from bot.installations.cipher import TokenCipher, UnreadableTokenError
from bot.installations.store import StoredInstallations
from bot.installations.workspaces import set_region
from tests.slack.fake import FakeSlack
from tests.slack.installing.parts import Sessions, granted, installations, row
from tests.web.visit import Clock


async def test_a_workspace_is_found_with_its_token_and_region(
    stored: StoredInstallations, slack: FakeSlack
) -> None:
    grant = await granted(slack)
    await stored.add(grant, "trondelag")
    found = await stored.find("T1", "E1")
    assert found is not None
    assert (found.bot_token, found.bot_user, found.region) == (
        grant.token,
        "U0IDELOS",
        "trondelag",
    )
    assert await stored.find("T2") is None


async def test_a_second_installation_takes_the_place_of_the_first(
    stored: StoredInstallations, slack: FakeSlack
) -> None:
    await stored.add(await granted(slack), "trondelag")
    await stored.find("T1")
    again = await granted(slack)
    await stored.add(again, None)
    found = await stored.find("T1")
    assert found is not None
    assert (found.bot_token, found.region) == (again.token, "trondelag")


async def test_the_region_of_a_workspace_can_be_set_and_is_kept(
    stored: StoredInstallations,
    slack: FakeSlack,
    sessions: Sessions,
    connection: Connection,
    clock: Clock,
) -> None:
    await stored.add(await granted(slack), None)
    async with sessions.begin() as session:
        assert await set_region(session, "T1", "norrbotten") == "Workspace T1"
        assert await set_region(session, "T9", "norrbotten") is None
    found = await installations(sessions, connection, clock).find("T1")
    assert found is not None
    assert found.region == "norrbotten"


async def test_another_secret_opens_no_token(
    stored: StoredInstallations,
    slack: FakeSlack,
    sessions: Sessions,
    connection: Connection,
    clock: Clock,
    caplog: pytest.LogCaptureFixture,
) -> None:
    await stored.add(await granted(slack), None)
    others = installations(sessions, connection, clock, secret="y" * 32)
    assert await others.find("T1") is None
    assert "another secret" in caplog.text


def test_a_token_is_sealed_anew_each_time_and_opened_by_the_same_secret_only() -> None:
    cipher = TokenCipher("x" * 32)
    first, second = cipher.seal("xoxb-1"), cipher.seal("xoxb-1")
    assert first != second
    assert TokenCipher("x" * 32).open(first) == cipher.open(second) == "xoxb-1"
    with pytest.raises(UnreadableTokenError):
        TokenCipher("y" * 32).open(first)


def contents(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.iterdir())


async def test_no_token_lies_open_in_the_database_or_is_shown(
    tmp_path: Path,
    slack: FakeSlack,
    connection: Connection,
    clock: Clock,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level("DEBUG", "bot")
    slack.world.rotates = True
    url = f"sqlite:///{tmp_path}/idelos.db"
    await migrate(url)
    engine = make_engine(url)
    sessions = make_sessions(engine)
    stored = installations(sessions, connection, clock)
    grant = await granted(slack)
    await stored.add(grant, None)
    found, kept = await stored.find("T1"), await row(sessions)
    await engine.dispose()
    assert grant.refresh_token
    shown = f"{grant!r}{found!r}{kept!r}{caplog.text}"
    files = contents(tmp_path)
    assert b"Workspace T1" in files
    for token in (grant.token, grant.refresh_token):
        assert token not in shown
        assert token.encode() not in files
