"""What the libraries log of what people write, and of tokens, reaches no log of ours."""

import logging
from collections.abc import Iterator
from io import StringIO

import pytest

from tests.channels.slack.house import House
from tests.slack import events

pytestmark = pytest.mark.with_packs


@pytest.fixture
def log() -> Iterator[StringIO]:
    """All that whoever runs it would read, had they asked for everything."""
    written = StringIO()
    handler, root = logging.StreamHandler(written), logging.getLogger()
    handler.addFilter(lambda record: record.name.startswith(("bot", "slack")))
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield written
    root.removeHandler(handler)
    root.setLevel(level)


async def test_no_word_and_no_token_is_logged_at_any_level(
    log: StringIO, house: House, capfd: pytest.CaptureFixture[str]
) -> None:
    await house.say("Jeg jobber i hemmelighet")
    await house.driver.command("U1", "/ide", "hemmelighet")
    await house.answers("U1", to="U1")
    channel = house.slack.world.direct("U1")
    await house.driver.event(events.from_bot("hemmelighet", channel, "1795000001.000001"))
    house.slack.person("U9", team="T9")
    await house.driver.say("U9", "hemmelighet")
    told = log.getvalue() + "".join(capfd.readouterr())
    assert "slack_bolt" in told, "that a workspace is not known"
    for secret in ("hemmelighet", "xoxb-", "signing-secret", "response_url", "/respond/"):
        assert secret not in told
