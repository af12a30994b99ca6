"""Two processes that need new tokens at the same moment."""

import asyncio
import sys
from asyncio.subprocess import PIPE, Process
from collections import Counter

import pytest

from bot.installations.store import StoredInstallations
from tests.house.tree import ROOT
from tests.slack.fake import FakeSlack
from tests.slack.installing.parts import granted

TEAMS = [f"T{number}" for number in range(1, 9)]


async def start(database: str, api: str) -> Process:
    program = "tests.slack.installing.renewer"
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", program, database, api, ",".join(TEAMS), stdin=PIPE, stdout=PIPE,
        cwd=ROOT,
    )  # fmt: skip
    assert process.stdout
    assert await process.stdout.readline() == b"ready\n"
    return process


async def tokens(process: Process) -> list[str]:
    printed, _ = await process.communicate(b"\n")
    assert process.returncode == 0
    return printed.decode().split()


@pytest.mark.postgresql
@pytest.mark.parametrize("databases", ["postgresql"], indirect=True)
async def test_each_token_is_renewed_by_one_of_them(
    database: str, stored: StoredInstallations, slack: FakeSlack
) -> None:
    slack.world.rotates = True
    for team in TEAMS:
        await stored.add(await granted(slack, team), None)
    asked = [await start(database, slack.base_url) for _ in range(2)]
    printed = await asyncio.gather(*map(tokens, asked))
    renewed = Counter(
        it["refresh_token"]
        for it in slack.called("oauth.v2.access")
        if it["grant_type"] == "refresh_token"
    )
    assert len(renewed) == len(TEAMS)
    assert set(renewed.values()) == {1}
    for of_one in printed:
        teams = [slack.world.installations[token].team for token in of_one]
        assert teams == TEAMS
