"""A Telegram for tests."""

from collections.abc import AsyncIterator

import pytest

from tests.telegram.fake import FakeTelegram, running


@pytest.fixture
async def telegram() -> AsyncIterator[FakeTelegram]:
    """A Telegram that anybody can write in; afterwards it must have nothing to complain of."""
    fake = FakeTelegram()
    async with running(fake):
        yield fake
    assert fake.complaints == []
