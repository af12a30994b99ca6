"""The whole product, with a Slack beside it that people write in."""

from collections.abc import AsyncIterator

import pytest

from tests.channels.slack.house import House, opened
from tests.slack.conftest import slack
from tests.slack.fake import FakeSlack

__all__ = ["slack"]


@pytest.fixture
async def house(database: str, slack: FakeSlack) -> AsyncIterator[House]:
    """The product at work in the workspace of Trøndelag."""
    async with opened(database, slack) as house:
        yield house
