"""Installations on both databases, and a clock that stands still."""

import pytest

from bot.installations.store import StoredInstallations
from tests.slack.fake import FakeSlack
from tests.slack.installing.parts import Sessions, installations
from tests.web.visit import Clock


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def stored(sessions: Sessions, slack: FakeSlack, clock: Clock) -> StoredInstallations:
    return installations(sessions, slack.base_url, clock)
