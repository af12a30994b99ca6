"""The whole product, with a Telegram beside it that people write in."""

from collections.abc import AsyncIterator

import pytest

from tests.channels.telegram.house import House, opened
from tests.telegram.conftest import telegram
from tests.telegram.fake import FakeTelegram

__all__ = ["telegram"]


@pytest.fixture
async def house(database: str, telegram: FakeTelegram) -> AsyncIterator[House]:
    """The product at work for the people of Trøndelag."""
    async with opened(database, telegram) as house:
        yield house
