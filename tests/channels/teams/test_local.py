"""In development nothing is checked but that it comes from this machine."""

import pytest

from tests.channels.teams.gate import opened
from tests.teams.drive import PATH
from tests.teams.fake import FakeTeams
from tests.teams.world import KARI, OTHER_TENANT, Person

HERE = "http://localhost:56150/_connector"


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.8.8", "::1"])
async def test_whoever_is_on_this_machine_is_let_in(teams: FakeTeams, host: str) -> None:
    teams.world.service_url = HERE
    async with opened(teams, development=True, client=(host, 1)) as gate:
        assert (await gate.driver.say(Person("Per", tenant=OTHER_TENANT), "Hei")).status == 200
        assert len(gate.items) == 1
        assert teams.keys.asked == 0


@pytest.mark.parametrize("host", ["10.0.0.2", "192.168.1.7", "localhost.evil.test", "", "::"])
async def test_nobody_else_is_let_in(teams: FakeTeams, host: str) -> None:
    teams.world.service_url = HERE
    async with opened(teams, development=True, client=(host, 1)) as gate:
        assert (await gate.driver.say(KARI, "Hei")).status == 401
        assert not gate.items


@pytest.mark.parametrize(
    "header", ["X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP", "Forwarded", "Via", "Origin"]
)
async def test_what_was_only_brought_on_from_here_is_not(teams: FakeTeams, header: str) -> None:
    async with opened(teams, development=True) as gate:
        answer = await gate.driver.way.http.post(PATH, headers={header: "127.0.0.1"}, json={})
        assert answer.status_code == 401


async def test_only_this_machine_is_answered(teams: FakeTeams) -> None:
    async with opened(teams, development=True) as gate:
        assert (await gate.driver.say(KARI, "Hei")).status == 403
        assert not gate.items
