"""A Teams for tests."""

from collections.abc import AsyncIterator

import pytest

from tests.teams.fake import FakeTeams, running


@pytest.fixture
async def teams() -> AsyncIterator[FakeTeams]:
    """A Teams that anybody can write in; afterwards it must have nothing to complain of."""
    fake = FakeTeams()
    async with running(fake):
        yield fake
    assert fake.complaints == []
