"""A Teams that brings things, what takes them in, and the whole product behind it."""

from collections.abc import AsyncIterator

import pytest

from tests.channels.teams import gate as at_the_gate
from tests.channels.teams import house as at_work
from tests.channels.teams.gate import Gate
from tests.channels.teams.house import House
from tests.teams.conftest import teams
from tests.teams.fake import FakeTeams

__all__ = ["teams"]


@pytest.fixture
async def gate(teams: FakeTeams) -> AsyncIterator[Gate]:
    """The door that Teams brings things to."""
    async with at_the_gate.opened(teams) as gate:
        yield gate


@pytest.fixture
async def house(database: str, teams: FakeTeams) -> AsyncIterator[House]:
    """The product at work for an organisation in Trøndelag."""
    async with at_work.opened(database, teams) as house:
        yield house
