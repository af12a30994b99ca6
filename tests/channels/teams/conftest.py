"""A Teams that brings things, and what takes them in."""

from collections.abc import AsyncIterator

import pytest

from tests.channels.teams.gate import Gate, opened
from tests.teams.conftest import teams
from tests.teams.fake import FakeTeams

__all__ = ["teams"]


@pytest.fixture
async def gate(teams: FakeTeams) -> AsyncIterator[Gate]:
    """The door that Teams brings things to."""
    async with opened(teams) as gate:
        yield gate
