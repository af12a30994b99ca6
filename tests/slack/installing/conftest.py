"""Installations on both databases, and a clock that stands still."""

from collections.abc import AsyncIterator
from contextlib import aclosing

import pytest

from bot.channels.slack.client import Connection
from bot.installations.store import StoredInstallations
from tests.slack.fake import FakeSlack
from tests.slack.installing.parts import Sessions, installations
from tests.web.visit import Clock


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def connection(slack: FakeSlack) -> AsyncIterator[Connection]:
    async with aclosing(Connection(slack.base_url)) as connection:
        yield connection


@pytest.fixture
def stored(sessions: Sessions, connection: Connection, clock: Clock) -> StoredInstallations:
    return installations(sessions, connection, clock)
