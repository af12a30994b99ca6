"""A Slack for tests."""

from collections.abc import AsyncIterator

import pytest

from tests.slack.fake import FakeSlack, running


@pytest.fixture
async def slack() -> AsyncIterator[FakeSlack]:
    """A Slack with one person, U1; afterwards it must have nothing to complain of."""
    fake = FakeSlack()
    fake.person("U1")
    async with running(fake):
        yield fake
    assert fake.complaints == []
