"""A desk for skills that keep wishes."""

from collections.abc import AsyncIterator

import pytest

from bot.notices.desk import Desk
from bot.notices.desk.passing import passing_sessions
from tests.conversation.asking import HERE, NOW
from tests.dialogues.play import CARRIERS


@pytest.fixture
async def desk() -> AsyncIterator[Desk]:
    """The desk of one conversation on an empty database."""
    async with passing_sessions() as sessions, sessions() as session:
        yield Desk(session, HERE, NOW, CARRIERS)
